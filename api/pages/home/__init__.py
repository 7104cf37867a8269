"""The first page: what this is for, a finished sample, and what it rests on."""
