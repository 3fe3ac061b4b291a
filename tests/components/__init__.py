"""What the page components promise to everybody who writes a page with them."""
