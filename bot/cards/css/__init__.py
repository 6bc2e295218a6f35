"""CSS: values, properties and stylesheets in, one computed style for each element out."""
