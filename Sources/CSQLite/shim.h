// Part of Bellows. MIT licence: see LICENSE.
// SQLite, and what of it Swift cannot call: macros that are casts, and functions with any number of arguments.
#ifndef BELLOWS_CSQLITE_SHIM_H
#define BELLOWS_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <string.h>

/// The file was moved or deleted while it was open.
static const int bellows_readonly_moved = SQLITE_READONLY_DBMOVED;

/// A write failed for another reason than a full disk.
static const int bellows_ioerr_write = SQLITE_IOERR_WRITE;

/// Whether so many bytes are the same.
static inline int bellows_is_same(const void *one, const void *other, size_t count) {
  return count == 0 || memcmp(one, other, count) == 0;
}

/// Binds text that SQLite copies.
static inline int bellows_bind_text(sqlite3_stmt *statement, int place, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, place, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Binds bytes that SQLite copies; no bytes are no NULL.
static inline int bellows_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, sqlite3_uint64 count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, place, 0);
  return sqlite3_bind_blob64(statement, place, bytes, count, SQLITE_TRANSIENT);
}

/// Gives text, which SQLite copies, as the result of a function.
static inline void bellows_result_text(sqlite3_context *context, const char *text, sqlite3_uint64 count) {
  sqlite3_result_text64(context, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Gives bytes, which SQLite copies, as the result of a function; no bytes are no NULL.
static inline void bellows_result_blob(sqlite3_context *context, const void *bytes, sqlite3_uint64 count) {
  if (count == 0) sqlite3_result_zeroblob(context, 0);
  else sqlite3_result_blob64(context, bytes, count, SQLITE_TRANSIENT);
}

/// Switches a setting of a connection on or off.
static inline int bellows_configure(sqlite3 *connection, int setting, int value) {
  return sqlite3_db_config(connection, setting, value, (int *)0);
}

#endif
