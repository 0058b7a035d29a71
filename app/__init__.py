"""What is seen and touched: the screens, the live panel, the routes and the command line."""
