"""What photoapp ships beside its code: models, icons, style sheets, translations."""
