# Part of Bellows. MIT licence: see LICENSE.
"""The backfill of the benchmark as Django's documentation has it: iterator() and bulk_update().

backfill_django.py DATABASE ROWS
"""
import sys
from itertools import islice

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    INSTALLED_APPS=[],
)
django.setup()

from django.db import connection, models, transaction  # noqa: E402


class User(models.Model):
    first = models.TextField()
    last = models.TextField()
    full = models.TextField(null=True)

    class Meta:
        app_label = "benchmark"
        db_table = "users"


connection.cursor().execute("PRAGMA synchronous = NORMAL")
users = User.objects.filter(full__isnull=True).order_by("id")[: int(sys.argv[2])].iterator(chunk_size=1000)
while batch := list(islice(users, 1000)):
    for user in batch:
        user.full = f"{user.first} {user.last}"
    with transaction.atomic():
        User.objects.bulk_update(batch, ["full"])
