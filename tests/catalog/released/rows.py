"""What the kept catalogues hold: a few rows in each table, of the step that brought the table.

Three photos, one of them twice and one that can't be read; a folder that is offline; names that
are no UTF-8; words beyond ASCII. Rows of a step that was released are never changed, only added to
for those that come: the catalogues that are kept were made of them.
"""

_NOW = 1_735_689_600.5

# Later steps add columns.
_ROOT = "(id, path, added_at, offline)"
_PHOTO = "(id, content_hash, byte_size, added_at, format, width, height, damage)"
_PROBLEM = "problem_kind, problem, problem_at"
_FILE = f"(id, root_id, path, photo_id, byte_size, modified_ns, inode, {_PROBLEM})"


def _hash(number: int) -> str:
    return f"x'{number:064x}'"


_PHOTOS = (
    f"INSERT INTO root {_ROOT} VALUES (1, '/photos', {_NOW}, 0)",
    f"INSERT INTO root {_ROOT} VALUES (2, CAST(x'2f6472697665ff' AS BLOB), {_NOW}, 1)",
    f"INSERT INTO photo {_PHOTO} VALUES (1, {_hash(1)}, 5000000, {_NOW}, 'JPEG', 4000, 3000, NULL)",
    f"INSERT INTO photo {_PHOTO} VALUES (2, {_hash(2)}, 70000, {_NOW}, 'PNG', 640, 480,"
    " 'It is cut off.')",
    f"INSERT INTO photo {_PHOTO} VALUES (3, {_hash(3)}, 99, {_NOW}, NULL, NULL, NULL, NULL)",
    f"INSERT INTO file {_FILE} VALUES"
    " (1, 1, 'Zürich/see.jpg', 1, 5000000, 100, 11, NULL, NULL, NULL),"
    " (2, 2, x'616266ff2e6a7067', 1, 5000000, 200, 12, NULL, NULL, NULL),"
    " (3, 1, 'cat.png', 2, 70000, 300, 13, NULL, NULL, NULL),"
    " (4, 1, 'torn.jpg', 3, 99, 400, 14, NULL, NULL, NULL)",
    f"INSERT INTO file {_FILE} VALUES (5, 1, 'locked.jpg', NULL, 10, 500, 15,"
    f" 'unreadable', 'The file can''t be read.', {_NOW})",
    f"INSERT INTO failure VALUES (3, 'damaged', 'The photo is damaged.', {_NOW})",
    "INSERT INTO model VALUES (1, 'starter-1', 2, 4), (2, 'larger-1', 2, 4)",
    "INSERT INTO vector VALUES (1, 1, 1, x'003c0000'), (2, 1, 2, x'0000003c'),"
    " (5, 2, 1, x'003c0000')",
    "INSERT INTO feature VALUES (1, x'003c000000000000'), (2, x'0000003c00000000'),"
    " (5, x'000000000000003c')",
)
_GENERATIONS = (f"INSERT INTO generation VALUES (1, 'serving', {_NOW}), (2, 'building', {_NOW})",)
_METADATA = (
    f"UPDATE photo SET picture_hash = {_hash(101)} WHERE id = 1",
    "UPDATE file SET hashed_ns = 4000000000, sidecars = '[[\"see.xmp\", 800, 90]]' WHERE id = 1",
    "UPDATE root SET videos = 3, live_photos = 1, mounts = '[\"nas\"]' WHERE id = 1",
    "INSERT INTO folder VALUES (1, 'Zürich', x'0102030405060708')",
    f"INSERT INTO unlisted VALUES (1, 'private', 'It may not be read.', {_NOW})",
    f"INSERT INTO metadata VALUES (1, 'see.xmp', {_NOW}, '2024-07-01T12:30:00', 120, 47.37, 8.54,"
    " 'Zürich', 'Zürich', 'Switzerland', 'Pinhole 3', '35 mm', 'By the lake', 'Swans', 4,"
    ' \'{"rating": {"value": 4, "source": "xmp"}}\')',
    f"INSERT INTO metadata (photo_id, sidecars, read_at, facts) VALUES (2, '', {_NOW}, '{{}}')",
    "INSERT INTO keyword VALUES (1, 'Lake'), (1, 'Vögel'), (2, 'cat')",
)
_MARKS = (
    f"INSERT INTO mark VALUES (1, 5, 'pick', 'green', NULL, {_NOW})",
    f"INSERT INTO mark VALUES (2, 0, NULL, NULL, 'Shrek, an orange cat', {_NOW})",
    f"INSERT INTO person_keyword (photo_id, word, removed, changed_at) VALUES"
    f" (1, 'summer', 0, {_NOW}), (1, 'Vögel', 1, {_NOW}), (2, 'Shrek', 0, {_NOW})",
    f"INSERT INTO album VALUES (3, 'Best', NULL, {_NOW}), (4, 'Rated', 'rating:4', {_NOW})",
    f"INSERT INTO album_photo VALUES (3, 2, 1, {_NOW}), (3, 1, 2, {_NOW})",
    "INSERT INTO succession VALUES (2, 3, 1)",
    f"INSERT INTO search_history VALUES ('swans on a lake', {_NOW}), ('rating:4', {_NOW - 9})",
)
_LABELS = (
    f"INSERT INTO label VALUES (1, 'bird', '[\"a bird\", \"swans\"]', NULL, '', 0.9, {_NOW})",
    f"INSERT INTO label VALUES (2, 'Möwe', '[]', 1, 'kinds', 0.95, {_NOW})",
    f"INSERT INTO label_picture VALUES (1, 2, '/elsewhere/gull.jpg', {_NOW})",
    "INSERT INTO label_picture_vector VALUES (1, 1, x'003c0000', x'003c000000000000')",
    f"INSERT INTO suggestion VALUES (1, 1, 1, 0.93, {_NOW})",
    f"INSERT INTO person_keyword VALUES (2, 'bird', 1, {_NOW}, 'starter-1', 0.6)",
    "INSERT INTO tagged VALUES (1, 2)",
)
_EVENTS = (f"INSERT INTO dismissed_event VALUES (1719792000000, 1719964800000, {_NOW})",)
_WRITE_BACK = (
    f"INSERT INTO unwritten VALUES (2, 'The file is read-only.', 0, {_hash(2)}, 'files', {_NOW})",
    "INSERT INTO written_word VALUES (1, 'summer', 1, '[\"summer\"]')",
    "INSERT INTO written_field VALUES (1, 'rating', '4', '5')",
    f"INSERT INTO writing VALUES (1, {_NOW})",
    f"INSERT INTO written VALUES (1, 1, 1, 'Zürich/see.xmp', '[1]', {_hash(7)}, {_hash(8)},"
    f" x'0011', '{{}}', '{{}}', 1, {_NOW})",
)
_CAPTIONS = (
    "INSERT INTO further_caption VALUES (2, 1, 'Shrek sleeps'), (2, 2, 'A cat on a sofa')",
    "INSERT INTO served_before VALUES (1, 2)",
)
_STAND_INS = ("INSERT INTO further_caption VALUES (3, 1, 'A street in the rain')",)

# Of each step of the schema, by its place.
ROWS: tuple[tuple[str, ...], ...] = (
    _PHOTOS,
    _GENERATIONS,
    _METADATA,
    _MARKS,
    _LABELS,
    _EVENTS,
    _WRITE_BACK,
    _CAPTIONS,
    _STAND_INS,
)
