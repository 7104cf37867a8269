"""The brief of a result, readable in one minute: the same parts for every renderer."""
