"""The gateway: an update in, a reply out, in order per chat."""

import os

# Without it, python-telegram-bot 22 warns whenever it makes a RetryAfter; the next version always does this.
os.environ.setdefault("PTB_TIMEDELTA", "true")
