"""The engine for assistants, over the Model Context Protocol: ``parkwise mcp``."""
