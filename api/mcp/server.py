"""The server that offers the tools to assistants and calls them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from api.mcp.tools import TOOLS
from api.rankings.presentation import engine
from mcda.errors import McdaError
from mcda.texts import said_with_remedy

INSTRUCTIONS = (
    "Which overseas industrial park suits a Chinese manufacturer, why, how sure, and what would"
    " change it. Say the decision's sentence as it is: only `decide` is a recommendation, and what"
    " may be lost by it belongs to it. Give the date and the source of every figure that you"
    " repeat, and the certificate's `input_sha256` and catalogue version with every ranking. Never"
    " fill in a value that nobody stated: `rank_problem` refuses a cell without a source."
)


def server() -> MCPServer[Any]:
    """Return the server with all tools."""
    mcp_server: MCPServer[Any] = MCPServer(
        name="parkwise",
        title="Parkwise",
        instructions=INSTRUCTIONS,
        version=engine().split()[-1],
    )
    for tool in TOOLS:
        mcp_server.add_tool(_told(tool), structured_output=True)
    return mcp_server


def _told(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool that raises errors as `ToolError`, with their paths and remedies."""

    @wraps(tool)
    def told(*args: Any, **said: Any) -> Any:
        language = said.get("language", "en")
        try:
            return tool(*args, **said)
        except McdaError as error:
            lines = [
                f"/{'/'.join(map(str, fault.path))}: {said_with_remedy(fault, language)}"
                for fault in error.faults
            ]
            raise ToolError("\n".join(lines)) from None

    return told
