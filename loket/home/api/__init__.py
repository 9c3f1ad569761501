"""What the API has of the portal as a whole: searching, organisations and the vocabularies."""
