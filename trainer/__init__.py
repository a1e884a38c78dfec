"""Making models: the starter's parts today, personalised ones from the user's captions later."""
