// The one place that speaks to the local server.

async function answer(response) {
  const value = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(value.error || `The local server answered ${response.status}`);
  return value;
}

export const read = async (path) => answer(await fetch(`/phone/${path}`));

export const write = async (path, body = {}) =>
  answer(
    await fetch(`/phone/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );

export const act = (person, deed, body) => write(`people/${person}/${deed}`, body);

export function listen(onEvent, onState) {
  const stream = new EventSource("/phone/events");
  stream.addEventListener("open", () => onState(true));
  stream.addEventListener("error", () => onState(false));
  stream.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
}
