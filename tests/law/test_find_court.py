import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.values import Court
from bot.law.find_court import courts_by_state, find_courts
from bot.law.load import load_city_names, load_law

COURTS = load_law().courts
NEW_YORK = ["new-york-broadway", "new-york-federal-plaza", "new-york-varick"]
LOS_ANGELES = [
    "los-angeles-n-los-angeles-street",
    "los-angeles-van-nuys-boulevard",
    "los-angeles-west-los-angeles",
]
SAN_FRANCISCO = ["san-francisco", "san-francisco-sansome-street"]


def found(text: str) -> list[str]:
    return [court.id for court in find_courts(text, COURTS)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("miami", ["miami", "miami-krome-detained"]),
        ("Miami, FL 33130", ["miami"]),
        ("Miami, FL 33131", ["miami", "miami-krome-detained"]),
        ("maimi", ["miami"]),
        ("krome", ["miami-krome-detained"]),
        ("L.A.", LOS_ANGELES),
        ("Los Angles", LOS_ANGELES),
        ("west los angeles", ["los-angeles-west-los-angeles"]),
        ("van nuys", ["los-angeles-van-nuys-boulevard"]),
        ("NYC", NEW_YORK),
        ("nueva york", NEW_YORK),
        ("New York", [*NEW_YORK, "buffalo"]),
        ("newyork", NEW_YORK),
        ("SF", SAN_FRANCISCO),
        ("Ft. Snelling", ["fort-snelling"]),
        ("St. Paul", ["fort-snelling"]),
        ("Chigaco", ["chicago"]),
        ("Filadelfia", ["philadelphia"]),
        ("philadelfia", ["philadelphia"]),
        ("san antonio", ["san-antonio"]),
        ("SAN  ANTONIO!!", ["san-antonio"]),
        ("salt lake", ["salt-lake-city"]),
        ("Kansas City", ["kansas-city"]),
        ("corte de inmigración de Dallas", ["dallas"]),
        ("the immigration court in Omaha", ["omaha"]),
        ("Lowell", ["chelmsford"]),
        ("San Juan", ["guaynabo-san-juan"]),
        ("portland oregon", ["portland"]),
        ("Indianapolis, IN", ["indianapolis"]),
        ("60603", ["chicago"]),
        ("60603-1234", ["chicago"]),
        ("02203", ["boston"]),
        ("26 federal plaza", ["new-york-federal-plaza"]),
        ("26 Federal Plaza, 12th Floor, New York", ["new-york-federal-plaza"]),
        ("varick", ["new-york-varick"]),
        ("montgomery 100", ["san-francisco"]),
        ("630 sansome", ["san-francisco-sansome-street"]),
        ("16800 Greenspoint Park Drive", ["houston-greenspoint-park"]),
        ("250 N 7th Ave", ["phoenix"]),
        ("290 broadway", ["new-york-broadway"]),
        ("450 Main Street", ["hartford"]),
        ("houston gessner", ["houston-s-gessner-road"]),
        ("Atlanta W. Peachtree", ["atlanta-w-peachtree-street"]),
        ("Hawaii", ["honolulu"]),
        ("Minesota", ["fort-snelling"]),
        ("Washington", ["seattle", "tacoma"]),
        ("Georgia", ["atlanta-ted-turner-drive", "atlanta-w-peachtree-street", "stewart"]),
        ("nj", ["newark", "elizabeth"]),
        ("MA", ["boston", "chelmsford"]),
        ("Puerto Rico", ["guaynabo-san-juan"]),
        ("fishkill", ["fishkill"]),
        ("12524", ["fishkill"]),
        ("121 Red Schoolhouse Road", ["fishkill"]),
    ],
)
def test_what_people_type_finds_their_court_first(typed: str, first: list[str]) -> None:
    assert found(typed)[: len(first)] == first


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "?", "I don't know", "no sé", "hello", "hi", "HI", "ok", "oh", "yes", "no", "la corte", "court",
        "March 15", "3/15/2027", "8:30", "8:30 AM", "Springfield", "Springfeild", "dollars", "never", "Monday",
        "100", "123", "99999", "A123456789", "123-456-789", "federal building", "main", "500 Main Street",
        "123 main st", "San", "new", "mexico", "Bogotá", "Juan", "Portland, Maine", "Miami OH", "montgomery, AL",
        "west virginia", "Washington DC", "ma", "detained", "to be set", "video", "ICE office",
    ],
)  # fmt: skip
def test_what_names_no_court_finds_nothing(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["New York", "NY", "fishkil", "prison"])
def test_a_court_that_is_gone_is_no_guess(typed: str) -> None:
    assert "fishkill" not in found(typed)


@pytest.mark.parametrize("court", COURTS.values(), ids=list(COURTS))
def test_every_court_is_found_by_what_stands_on_a_paper(court: Court) -> None:
    assert find_courts(court.street, COURTS) == (court,)
    for typed in (court.city, f"{court.city}, {court.state}", court.name, court.zip or court.city):
        assert court in find_courts(typed, COURTS)
    paper = f"{court.street}, {court.city}, {court.state} {court.zip}"
    assert find_courts(paper, COURTS)[0] == court


@pytest.mark.parametrize("court", COURTS.values(), ids=list(COURTS))
def test_every_court_is_found_by_the_words_of_its_button(court: Court) -> None:
    assert court in find_courts(court.short, COURTS)


@given(st.text(max_size=300))
def test_any_text_finds_at_most_six_courts(text: str) -> None:
    courts = find_courts(text, COURTS)
    assert len(courts) <= 6
    assert len(set(courts)) == len(courts)


WORDS = st.sampled_from(["new", "york", "la", "26", "plaza", "TX", "60603", "santa", "ana", "West", "virginia", "="])


@given(st.lists(WORDS, max_size=8).map(" ".join))
def test_any_mixture_of_words_of_places_finds_at_most_six_courts(text: str) -> None:
    assert len(find_courts(text, COURTS)) <= 6


def test_the_list_by_state_holds_every_court_but_the_old_ones_in_order() -> None:
    states = courts_by_state(COURTS)
    listed = [court for group in states.values() for court in group]
    assert {court.id for court in listed} == {court.id for court in COURTS.values() if court.status != "old"}
    assert len(listed) == len(set(listed))
    assert list(states) == sorted(states)
    assert [court.id for court in states["Massachusetts"]] == ["boston", "chelmsford"]
    assert max(len(group) for group in states.values()) == 13


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Майами", "miami"),
        ("иммиграционный суд в Майами", "miami"),
        ("в Нью-Йорке", NEW_YORK[0]),
        ("імміграційний суд у Філадельфії", "philadelphia"),
        ("ميامي", "miami"),
        ("محكمة الهجرة في نيويورك", NEW_YORK[0]),
        ("迈阿密移民法院", "miami"),
        ("旧金山", SAN_FRANCISCO[0]),
        ("ਨਿਊਯਾਰਕ ਕੋਰਟ", NEW_YORK[0]),
        ("मियामी की अदालत", "miami"),
        ("በማያሚ ፍርድ ቤት", "miami"),
        ("tribunal d'immigration de La Nouvelle-Orléans", "new-orleans"),
        ("tribunal de imigração de Nova York", NEW_YORK[0]),
        ("tribinal imigrasyon Mayami", "miami"),
        ("Cựu Kim Sơn", SAN_FRANCISCO[0]),
        ("tòa di trú Houston", "houston-greenspoint-park"),
        ("Boston göçmenlik mahkemesi", "boston"),
    ],
)
def test_a_court_is_found_in_the_languages_and_scripts_of_the_people(typed: str, first: str) -> None:
    assert found(typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["Москва", "北京", "القاهرة", "दिल्ली", "አዲስ አበባ", "суд", "法院"])
def test_a_city_without_a_court_is_none_in_any_script(typed: str) -> None:
    assert found(typed) == []


def test_every_city_in_another_script_leads_to_a_court() -> None:
    assert {name: meant for name, meant in load_city_names().items() if not found(name)} == {}
