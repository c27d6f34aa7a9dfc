"""What plays and how: the player's controller, the transport, paces, jumps and speakers."""
