"""What a district of 161,925 people costs: lists brought in, people found, pages shown."""
