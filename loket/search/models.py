"""The one index of everything that can be found, the words in it, and what editors keep for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from loket.search.enums import Direction


class Findable(models.Model):
    """One thing that people can find, refer to, bookmark or count, whatever its own table is.

    ``facets`` holds tokens such as ``theme:roken``, ``audience`` who may see it (``public``, ``org:12``, ``role:…``).
    Written by ``loket.search.index`` only, in the transaction of its subject; ``use_count`` by ``loket.usage``.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    external_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=300)
    title_words = models.PositiveSmallIntegerField(default=0)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=400)
    vector = SearchVectorField()
    facets = ArrayField(models.TextField(), default=list)
    audience = ArrayField(models.TextField(), default=list)
    is_priority = models.BooleanField(default=False)
    recognition_rank = models.SmallIntegerField(default=0)
    published_on = models.DateField()
    changed_on = models.DateField()
    check_due = models.DateField(null=True)
    use_count = models.IntegerField(default=0)
    owner_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=10, default="nl")
    year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "vindbaar onderwerp"
        verbose_name_plural = "vindbare onderwerpen"
        constraints = [models.UniqueConstraint("subject_type", "subject_id", name="findable_once")]
        indexes = [
            # One index over both, so that words and facets are met inside it; no pending list, so that a search
            # never has to read one.
            GinIndex(fields=["vector", "facets"], name="findable_words", fastupdate=False),
            models.Index("external_id", name="findable_external_id"),
            models.Index(F("is_priority").desc(), F("published_on").desc(), F("id").desc(), name="findable_browse"),
            models.Index(F("published_on").desc(), F("is_priority").desc(), F("id").desc(), name="findable_newest"),
            models.Index(
                F("recognition_rank").desc(),
                F("is_priority").desc(),
                F("published_on").desc(),
                F("id").desc(),
                name="findable_recognition",
            ),
            models.Index(
                F("use_count").desc(),
                F("is_priority").desc(),
                F("published_on").desc(),
                F("id").desc(),
                name="findable_use",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url


class FindableText(models.Model):
    """What of one findable was counted in ``Lexeme`` and ``Word``; kept apart so that the searched table stays narrow.

    ``words`` is empty for what is not public: words come back in suggestions, which everybody sees.
    """

    findable = models.OneToOneField(Findable, models.CASCADE, primary_key=True, related_name="text")
    lexemes = ArrayField(models.TextField(), default=list)
    words = ArrayField(models.TextField(), default=list)

    class Meta:
        verbose_name = "woorden van een onderwerp"
        verbose_name_plural = "woorden van onderwerpen"


class Passage(models.Model):
    """About a hundred words of the body or of a file, for excerpts; ``place`` is empty for the body."""

    findable = models.ForeignKey(Findable, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    vector = SearchVectorField()

    class Meta:
        verbose_name = "passage"
        verbose_name_plural = "passages"
        constraints = [models.UniqueConstraint("findable", "position", name="passage_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.text[:60]}".strip()


class Lexeme(models.Model):
    """In how many findables a lexeme occurs; the empty lexeme counts the findables themselves.

    PostgreSQL keeps no document frequencies. These may lag a little under concurrent writes; ``index.recount`` mends.
    """

    lexeme = models.TextField()
    document_count = models.IntegerField(default=0)

    class Meta:
        verbose_name = "lexeem"
        verbose_name_plural = "lexemen"
        constraints = [models.UniqueConstraint("lexeme", name="lexeme_once")]

    def __str__(self) -> str:
        return self.lexeme


class Word(models.Model):
    """A word as it stands in public findables, for mending typing errors and for suggestions."""

    word = models.TextField()
    document_count = models.IntegerField(default=0)

    class Meta:
        verbose_name = "woord"
        verbose_name_plural = "woorden"
        constraints = [models.UniqueConstraint("word", name="word_once")]
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="word_trigrams"),
            models.Index(OpClass("word", name="text_pattern_ops"), name="word_prefix"),
        ]

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Words that find each other, kept by editors."""

    terms = ArrayField(models.CharField(max_length=80), verbose_name="woorden")
    direction = models.CharField("richting", max_length=10, choices=Direction.choices, default=Direction.BOTH)
    changed_at = models.DateTimeField("gewijzigd")

    class Meta:
        verbose_name = "groep synoniemen"
        verbose_name_plural = "synoniemen"
        ordering = ["terms"]
        constraints = [
            models.CheckConstraint(
                condition=Q(terms__len__gte=2),
                name="synonyms_two_or_more",
                violation_error_message="Geef ten minste twee woorden.",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(self.terms)


class SynonymVersion(models.Model):
    """One row, with a new stamp at every change of a group, read in the statement of every search."""

    stamp = models.CharField(max_length=32)

    class Meta:
        verbose_name = "versie van de synoniemen"
        verbose_name_plural = "versie van de synoniemen"


class EmptySearch(models.Model):
    """A search that found nothing: what was asked and how often, never by whom."""

    text = models.CharField("zoekvraag", max_length=200, unique=True)
    count = models.PositiveIntegerField("aantal keer", default=1)
    last_at = models.DateTimeField("laatst")

    class Meta:
        verbose_name = "zoekvraag zonder resultaat"
        verbose_name_plural = "zoekvragen zonder resultaat"
        ordering = ["-count", "-last_at"]

    def __str__(self) -> str:
        return self.text
