"""What the bot survives: killed, told twice, out of room, seized, fed with nonsense."""
