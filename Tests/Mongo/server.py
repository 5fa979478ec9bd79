"""A server with MongoDB's wire protocol for one test run (SecantusDB from PyPI).

Says its port on standard output once it can be used, and ends when standard input does: with the tests that started it.
--user NAME:PASSWORD makes it ask for a password; the user may read and write the database kinora alone.
"""
import argparse
import os
import sys

import bson
from bson.codec_options import CodecOptions, DatetimeConversion
from secantus import storage
from secantus.server import SecantusDBServer

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--storage", default=":memory:")
parser.add_argument("--user")
parser.add_argument("--cache", default="256M")
arguments = parser.parse_args()


# Two things that MongoDB can and this server cannot, set right here.
# It reads dates as Python's, which know the years 1 to 9999 only.
far_dates = CodecOptions(datetime_conversion=DatetimeConversion.DATETIME_AUTO)
decode = bson.decode
bson.decode = lambda data, codec_options=None: decode(data, codec_options or far_dates)
# It keeps descending indexes in a wrong order where one text begins with another, and so must not sort by them.
Storage = getattr(storage, "Storage", None)
index_for_sort = getattr(Storage, "_compound_index_for_sort", None)
if index_for_sort:
    def index_for_ascending_sort(self, database, collection, sort, **options):
        descends = any(direction == -1 for _, direction in sort)
        return None if descends else index_for_sort(self, database, collection, sort, **options)

    Storage._compound_index_for_sort = index_for_ascending_sort


def serve(port, auth):
    server = SecantusDBServer(
        host=arguments.host, port=port, storage_path=arguments.storage, require_auth=auth, enable_test_commands=True, cache_size=arguments.cache)
    server.start()
    return server


if arguments.user:
    import pymongo

    name, password = arguments.user.split(":", 1)
    open_server = serve(0, False)
    client = pymongo.MongoClient(arguments.host, open_server.port, directConnection=True)
    try:
        client["admin"].command("createUser", name, pwd=password, roles=[{"role": "readWrite", "db": "kinora"}])
    except pymongo.errors.OperationFailure as error:
        # A storage that is used again has its user already.
        if "already exists" not in str(error):
            raise
    client.close()
    open_server.stop()

server = serve(arguments.port, bool(arguments.user))
print(server.port, flush=True)
sys.stdin.buffer.read()
server.stop()
os._exit(0)
