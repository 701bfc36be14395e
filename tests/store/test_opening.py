"""Opening a database: new, old, wrong key, somebody else's."""


from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store import migrations
from bot.store.opening import engines
from bot.store.tables import metadata


def test_the_migrations_make_the_same_tables_as_the_code(database_url: str) -> None:
    writing, _ = engines(database_url)
    with writing.begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    writing.dispose()
