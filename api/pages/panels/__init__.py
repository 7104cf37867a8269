"""Pages of panels: for those who invite, and for those who are invited."""
