// The made-up paper: its date is always a Saturday 2 to 8 days ahead, so that the bot has something to find.

const SATURDAY = 6;
const SOONEST = 2;

export function dateThePaper(today = new Date()) {
  const until = (SATURDAY - today.getDay() + 7) % 7;
  const days = until < SOONEST ? until + 7 : until;
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days);
  const words = day.toLocaleDateString("en-US", { month: "2-digit", day: "2-digit", year: "numeric" });
  document.getElementById("paper-date").textContent = words;
}
