"""An enterprise's self-assessment, saved: every change a version."""
