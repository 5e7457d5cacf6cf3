"""The quiz in the program: rounds are chosen, played and looked back at."""
