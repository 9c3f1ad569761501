"""A cache that is missed by nobody: while Redis is away, signing in goes on."""

from django_redis.cache import RedisCache, omit_exception


class SpareableRedisCache(RedisCache):
    """Says yes to ``add`` while Redis is away.

    The limits on signing in are counted under a lock made with ``add``. A plain *no* would refuse everybody, each
    after a second of waiting; with *yes* the limits rest until Redis is back. A one-time code stays one-time: that
    is kept in the database (``second_factor.use_code``).
    """

    @omit_exception(return_value=True)
    def add(self, *arguments, **options) -> bool:
        return self.client.add(*arguments, **options)
