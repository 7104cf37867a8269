"""An enterprise that many tests advise: it exports car parts to the United States."""

EXPORTER = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
}
