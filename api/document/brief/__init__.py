"""What a reader takes from a result in one minute: the same parts for every renderer."""
