"""The pure room: answers, facts, walks, rules, deadlines. No I/O, no clock, no words."""
