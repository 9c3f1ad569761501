import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="EmptySearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=200, unique=True, verbose_name="zoekvraag")),
                ("count", models.PositiveIntegerField(default=1, verbose_name="aantal keer")),
                ("last_at", models.DateTimeField(verbose_name="laatst")),
            ],
            options={
                "verbose_name": "zoekvraag zonder resultaat",
                "verbose_name_plural": "zoekvragen zonder resultaat",
                "ordering": ["-count", "-last_at"],
            },
        ),
        migrations.CreateModel(
            name="Findable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("external_id", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("title_key", models.CharField(max_length=300)),
                ("title_words", models.PositiveSmallIntegerField(default=0)),
                ("summary", models.TextField(blank=True)),
                ("url", models.CharField(max_length=400)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("is_priority", models.BooleanField(default=False)),
                ("recognition_rank", models.SmallIntegerField(default=0)),
                ("published_on", models.DateField()),
                ("changed_on", models.DateField()),
                ("check_due", models.DateField(null=True)),
                ("use_count", models.IntegerField(default=0)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("language", models.CharField(default="nl", max_length=10)),
                ("year", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("subject_type"), models.F("subject_id"), name="findable_once")
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["vector", "facets"], name="findable_words"
                    ),
                    models.Index(models.F("external_id"), name="findable_external_id"),
                    models.Index(
                        models.OrderBy(models.F("is_priority"), descending=True),
                        models.OrderBy(models.F("published_on"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="findable_browse",
                    ),
                    models.Index(
                        models.OrderBy(models.F("published_on"), descending=True),
                        models.OrderBy(models.F("is_priority"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="findable_newest",
                    ),
                    models.Index(
                        models.OrderBy(models.F("recognition_rank"), descending=True),
                        models.OrderBy(models.F("is_priority"), descending=True),
                        models.OrderBy(models.F("published_on"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="findable_recognition",
                    ),
                    models.Index(
                        models.OrderBy(models.F("use_count"), descending=True),
                        models.OrderBy(models.F("is_priority"), descending=True),
                        models.OrderBy(models.F("published_on"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="findable_use",
                    ),
                ],
                "verbose_name": "vindbaar onderwerp",
                "verbose_name_plural": "vindbare onderwerpen",
            },
        ),
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lexeme", models.TextField()),
                ("document_count", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("lexeme"), name="lexeme_once")],
                "verbose_name": "lexeem",
                "verbose_name_plural": "lexemen",
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
            },
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="woorden"
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("both", "Alle woorden vinden elkaar"),
                            ("forward", "Het eerste woord vindt ook de andere, niet andersom"),
                        ],
                        default="both",
                        max_length=10,
                        verbose_name="richting",
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="gewijzigd")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("terms__len__gte", 2)),
                        name="synonyms_two_or_more",
                        violation_error_message="Geef ten minste twee woorden.",
                    )
                ],
                "verbose_name": "groep synoniemen",
                "verbose_name_plural": "synoniemen",
                "ordering": ["terms"],
            },
        ),
        migrations.CreateModel(
            name="SynonymVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.CharField(max_length=32)),
            ],
            options={
                "verbose_name": "versie van de synoniemen",
                "verbose_name_plural": "versie van de synoniemen",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField()),
                ("document_count", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("word"), name="word_once")],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass("word", name="gin_trgm_ops"), name="word_trigrams"
                    ),
                    models.Index(
                        django.contrib.postgres.indexes.OpClass("word", name="text_pattern_ops"), name="word_prefix"
                    ),
                ],
                "verbose_name": "woord",
                "verbose_name_plural": "woorden",
            },
        ),
        migrations.CreateModel(
            name="FindableText",
            fields=[
                (
                    "findable",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="search.findable",
                    ),
                ),
                (
                    "lexemes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
            ],
            options={
                "verbose_name": "woorden van een onderwerp",
                "verbose_name_plural": "woorden van onderwerpen",
            },
        ),
        migrations.AddField(
            model_name="passage",
            name="findable",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="search.findable"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(models.F("findable"), models.F("position"), name="passage_once"),
        ),
        # Vectors stay in the row, compressed: ranking a thousand candidates would else fetch each from elsewhere.
        migrations.RunSQL(
            """
            ALTER TABLE search_findable ALTER COLUMN vector SET STORAGE MAIN;
            ALTER TABLE search_findable SET (toast_tuple_target = 8160);
            """,
            migrations.RunSQL.noop,
        ),
    ]
