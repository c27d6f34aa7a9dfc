"""The library at the left: its episodes, their tags and details."""
