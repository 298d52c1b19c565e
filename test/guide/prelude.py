# What the guide leaves to its reader: the tool that keeps a timestamp, and an import that two scripts take for granted.
import requests


def save_to_db(name, value):
    with open(f"./{name}.txt", "w") as file:
        file.write(value)
