"""Files that the bot or a person sent, kept in memory."""

from dataclasses import dataclass
from random import Random

from bot.local_api.errors import Json, bad_request
from bot.local_api.forms import Upload
from bot.local_api.images import picture_size, picture_type

PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """One file under the ids and the path that Telegram would give it."""

    id: str
    unique_id: str
    path: str
    upload: Upload

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.upload.data)

    def wire(self) -> Json:
        """Give the part that every kind of file has in the Bot API."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """All files by id and by path."""

    def __init__(self, random: Random) -> None:
        """Take where ids come from."""
        self._random = random
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def keep(self, upload: Upload, *, folder: str) -> File:
        """Keep a file and give it its ids."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        suffix = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        number = f"{self._random.getrandbits(160):040x}"
        file = File(number, number[:16], f"{folder}/file_{len(self._by_id)}.{suffix}", upload)
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def by_id(self, file_id: str) -> File:
        """Give a file, or refuse as Telegram does."""
        file = self._by_id.get(file_id)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return file

    def by_path(self, path: str) -> File | None:
        """Give a file that is asked for by the path of getFile."""
        return self._by_path.get(path)

    def given(self, value: Upload | str, *, folder: str) -> File:
        """Give the file of a parameter: uploaded now, or sent before and named by its id."""
        if isinstance(value, Upload):
            return self.keep(value, folder=folder)
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return self.by_id(value)


def photo_sizes(file: File) -> list[Json]:
    """Give a photo's one size, refused when it is none."""
    if file.size > PHOTO_BYTES:
        raise bad_request("file is too big")
    width, height = picture_size(file.upload.data)
    return [{**file.wire(), "width": width, "height": height}]


def document(file: File) -> Json:
    """Give a document as the Bot API shows it."""
    return {**file.wire(), "file_name": file.upload.name, "mime_type": file.upload.media_type}


def media_type(file: File) -> str:
    """Give what a browser may show in place, else a plain download."""
    if file.path.startswith("photos/"):
        return picture_type(file.upload.data)
    return "application/octet-stream"
