"""The licences of what comes along."""
