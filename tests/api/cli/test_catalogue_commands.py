def test_the_commands_explain_themselves(call):
    shown = call("catalogue", "--help").stdout
    for command in ("export", "check", "import"):
        assert command in shown
        assert call("catalogue", command, "--help").exit_code == 0


def test_usage(call, tmp_path):
    for arguments in (("export",), ("import", tmp_path), ("export", "x", "--format", "pdf")):
        result = call("catalogue", *arguments)
        assert result.exit_code == 2
        assert "Traceback" not in result.stderr
