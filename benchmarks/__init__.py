"""What the bot costs and what it survives, measured on the bot as it runs: a process of its own behind real HTTP."""
