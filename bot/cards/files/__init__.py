"""What a card is made of: templates, stylesheets, fonts and pictures, from local folders alone."""
