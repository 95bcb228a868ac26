"""A person's page of review, and a decision sent from it."""


def page_of(returnee, **query):
    more = "?" + "&".join(f"{n}={v}" for n, v in query.items()) if query else ""
    return f"/review/{returnee.id}{more}"


def decide(client, suggestion, action, **fields):
    fields = {"version": suggestion.version, "back": page_of(suggestion.returnee)} | fields
    return client.submit(f"/review/suggestions/{suggestion.id}/{action}", **fields)


def choose(client, returnee, position, back):
    url = f"/review/{returnee.id}/positions/{position.id}/choose"
    return client.submit(url, back=back, reason="wants_it")
