"""The peers of `Benchmarks/run stores`: Python's sqlite3 and pymongo doing the same ten operations on the same documents.

    stores.py sqlite FILE DOCUMENTS SAMPLES
    stores.py mongodb URI DOCUMENTS SAMPLES

sqlite3 gets a table, indexes on expressions, a full-text table and a table of changes as Kinora's file has them, with the same promise
(synchronous = FULL). pymongo gets the same indexes and, for words, a multikey index as Kinora has it (w: majority, j: true).
"""
import datetime, json, os, secrets, sys, time

SYLLABLES = ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu"]
NOW = 1_700_000_000_000


def mixed(n): return n * 2_654_435_761 & 0xFFFFFFFF


def word(n): return SYLLABLES[n // 100 % 10] + SYLLABLES[n // 10 % 10] + SYLLABLES[n % 10]


def item(n, count):
    m = mixed(n)
    return {"key": f"key-{n}", "number": m % count, "state": "waiting" if n % 100 == 0 else "done",
            "title": word(m % 1000) + " " + word(m // 1000 % 1000), "text": "Lorem ipsum " * 17}


class SQLite:
    def __init__(self, path):
        import sqlite3
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript("""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE TABLE items (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, created INTEGER NOT NULL,
                updated INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
            CREATE UNIQUE INDEX keys ON items (json_extract(body, '$.key'));
            CREATE INDEX numbers ON items (json_extract(body, '$.number'), id);
            CREATE INDEX states ON items (json_extract(body, '$.state'), json_extract(body, '$.number'), id);
            CREATE VIRTUAL TABLE words USING fts5(folded, tokenize = 'ascii', detail = none);
            CREATE TABLE changes (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL) STRICT;
        """)

    def add(self, bodies):
        self.db.execute("BEGIN IMMEDIATE")
        ids = []
        for body in bodies:
            id = secrets.token_hex(13)
            row = self.db.execute("INSERT INTO items (id, etag, created, updated, body) VALUES (?, ?, ?, ?, ?)",
                                  (id, secrets.token_hex(12), NOW, NOW, json.dumps(body))).lastrowid
            self.db.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (row, body["title"]))
            self.note(id)
            ids.append(id)
        self.db.execute("COMMIT")
        return ids

    def note(self, id): self.db.execute("INSERT OR REPLACE INTO changes (id, at) VALUES (?, ?)", (id, NOW))

    def rows(self, where, *values):
        found = self.db.execute("SELECT row, id, etag, created, updated, body FROM items " + where, values)
        return [(*row[:5], json.loads(row[5])) for row in found]

    def read(self, id): return self.rows("WHERE id = ?", id)
    def unique(self, key): return self.rows("WHERE json_extract(body, '$.key') = ? LIMIT 1", key)
    def page(self): return self.rows("ORDER BY json_extract(body, '$.number'), id LIMIT 50")

    def range(self, low):
        number = "json_extract(body, '$.number')"
        return self.rows(f"WHERE json_extract(body, '$.state') = 'done' AND {number} >= ? AND {number} < ? ORDER BY {number} DESC, id LIMIT 50", low, low + 1000)

    def count(self): return self.db.execute("SELECT count(*) FROM items WHERE json_extract(body, '$.state') = 'waiting'").fetchone()[0]

    def text(self, first, second):
        return self.rows("WHERE row IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY id LIMIT 20", f'"{first}"* AND "{second}"*')

    def version(self, id): return self.rows("WHERE id = ?", id)[0]

    def replace(self, version):
        self.db.execute("BEGIN IMMEDIATE")
        done = self.db.execute("UPDATE items SET etag = ?, updated = ?, body = ? WHERE id = ? AND etag = ?",
                               (secrets.token_hex(12), NOW, json.dumps(version[5]), version[1], version[2])).rowcount
        self.note(version[1])
        self.db.execute("COMMIT")
        assert done == 1

    def lease(self, owner):
        self.db.execute("BEGIN IMMEDIATE")
        row = self.rows("WHERE json_extract(body, '$.state') = 'waiting' ORDER BY json_extract(body, '$.number'), id LIMIT 1")[0]
        body = {**row[5], "state": "running", "lease": {"owner": owner, "until": NOW}}
        self.db.execute("UPDATE items SET etag = ?, updated = ?, body = ? WHERE row = ?", (secrets.token_hex(12), NOW, json.dumps(body), row[0]))
        self.note(row[1])
        self.db.execute("COMMIT")


class MongoDB:
    def __init__(self, uri):
        import pymongo
        self.pymongo = pymongo
        concern = pymongo.WriteConcern(w="majority", j=True)
        database = pymongo.MongoClient(uri).get_default_database()
        database.drop_collection("peer")
        self.items = database.get_collection("peer", write_concern=concern)
        self.items.create_index("key", unique=True)
        self.items.create_index([("number", 1), ("_id", 1)])
        self.items.create_index([("state", 1), ("number", 1), ("_id", 1)])
        self.items.create_index("words")

    def document(self, body):
        now = datetime.datetime.fromtimestamp(NOW / 1000)
        return {"_id": secrets.token_hex(13), "_etag": secrets.token_hex(12), "createdAt": now, "updatedAt": now,
                "words": body["title"].split(), **body}

    def add(self, bodies):
        documents = [self.document(body) for body in bodies]
        self.items.insert_many(documents, ordered=False)
        return [document["_id"] for document in documents]

    def read(self, id): return self.items.find_one({"_id": id})
    def unique(self, key): return self.items.find_one({"key": key})
    def page(self): return list(self.items.find().sort([("number", 1), ("_id", 1)]).limit(50))

    def range(self, low):
        return list(self.items.find({"state": "done", "number": {"$gte": low, "$lt": low + 1000}}).sort([("number", -1), ("_id", 1)]).limit(50))

    def count(self): return self.items.count_documents({"state": "waiting"})

    def text(self, first, second):
        return list(self.items.find({"$and": [{"words": {"$regex": "^" + first}}, {"words": {"$regex": "^" + second}}]}).sort("_id", 1).limit(20))

    def version(self, id): return self.items.find_one({"_id": id})

    def replace(self, version):
        fresh = {**version, "_etag": secrets.token_hex(12)}
        assert self.items.find_one_and_replace({"_id": version["_id"], "_etag": version["_etag"]}, fresh)

    def lease(self, owner):
        change = {"$set": {"state": "running", "lease": {"owner": owner, "until": NOW}, "_etag": secrets.token_hex(12)}}
        assert self.items.find_one_and_update({"state": "waiting"}, change, sort=[("number", 1), ("_id", 1)])


def main(engine, place, count, samples):
    store = {"sqlite": SQLite, "mongodb": MongoDB}[engine](place)
    start, known = time.perf_counter(), []
    for first in range(0, count, 500):
        ids = store.add([item(n, count) for n in range(first, min(first + 500, count))])
        known += ids[:1]
    print("load_seconds", time.perf_counter() - start)

    def random(n): return mixed(n + 1) % count

    def text(n):
        m = mixed(random(n))
        store.text(word(m % 1000), word(m // 1000 % 1000)[:4])

    def measured(name, work, before=lambda n: n):
        times, began = [], time.perf_counter()
        for n in range(samples):
            if len(times) >= 5 and time.perf_counter() - began > 20: break
            argument = before(n)
            start = time.perf_counter()
            work(argument)
            times.append((time.perf_counter() - start) * 1e6)
        times.sort()
        print(f"{name}_p50", times[len(times) // 2])
        print(f"{name}_p99", times[min(len(times) - 1, len(times) * 99 // 100)])

    measured("insert", store.add, lambda n: [item(count + n, count)])
    measured("append", store.add, lambda n: [item(count + 10_000 + n * 100 + i, count) for i in range(100)])
    measured("read", store.read, lambda n: known[random(n) % len(known)])
    measured("unique", store.unique, lambda n: f"key-{random(n)}")
    measured("page", lambda n: store.page())
    measured("range", store.range, random)
    measured("count", lambda n: store.count())
    measured("text", text)
    measured("replace", store.replace, lambda n: store.version(known[n % len(known)]))
    measured("lease", lambda n: store.lease(f"w{n}"))
    status = open(f"/proc/{os.getpid()}/status").read()
    print("rss_mb", int(status.split("VmRSS:")[1].split()[0]) / 1024)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
