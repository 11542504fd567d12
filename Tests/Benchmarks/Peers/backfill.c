// Part of Bellows. MIT licence: see LICENSE.
// The backfill of the benchmark as somebody would write it in C for this one table, with its cursor in the database.
// Beside the database it leaves a file that says how many seconds its batches took, from the first to the last.
//
//   backfill whole|set|loop|function DATABASE BATCH
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void check(int code, int expected) {
  if (code == expected) return;
  fprintf(stderr, "%s\n", sqlite3_errmsg(database));
  exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(database, sql, 0, 0, 0), SQLITE_OK); }

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  check(sqlite3_prepare_v2(database, sql, -1, &statement, 0), SQLITE_OK);
  return statement;
}

// "Ada", "Lovelace" becomes "Ada Lovelace".
static int full_name(char *text, const unsigned char *first, int firstCount, const unsigned char *last, int lastCount) {
  memcpy(text, first, firstCount);
  text[firstCount] = ' ';
  memcpy(text + firstCount + 1, last, lastCount);
  return firstCount + 1 + lastCount;
}

static void body(sqlite3_context *context, int count, sqlite3_value **arguments) {
  char text[256];
  const unsigned char *first = sqlite3_value_text(arguments[0]);
  const unsigned char *last = sqlite3_value_text(arguments[1]);
  int length =
    full_name(text, first, sqlite3_value_bytes(arguments[0]), last, sqlite3_value_bytes(arguments[1]));
  sqlite3_result_text(context, text, length, SQLITE_TRANSIENT);
}

// One batch of an UPDATE between two keys; the last key, or -1 at the end.
static sqlite3_int64 set_batch(sqlite3_stmt *boundary, sqlite3_stmt *update, sqlite3_int64 after, int batch) {
  sqlite3_bind_int64(boundary, 1, after);
  sqlite3_bind_int(boundary, 2, batch - 1);
  sqlite3_int64 last = sqlite3_step(boundary) == SQLITE_ROW ? sqlite3_column_int64(boundary, 0) : -1;
  sqlite3_reset(boundary);
  sqlite3_bind_int64(update, 1, after);
  sqlite3_bind_int64(update, 2, last < 0 ? 9223372036854775807 : last);
  check(sqlite3_step(update), SQLITE_DONE);
  sqlite3_reset(update);
  return last;
}

// One batch of rows that are read, changed and written; the last key, or -1 at the end.
static sqlite3_int64 loop_batch(sqlite3_stmt *read, sqlite3_stmt *update, sqlite3_int64 after, int batch) {
  sqlite3_bind_int64(read, 1, after);
  sqlite3_bind_int(read, 2, batch);
  sqlite3_int64 last = -1;
  int count = 0;
  while (sqlite3_step(read) == SQLITE_ROW) {
    char text[256];
    last = sqlite3_column_int64(read, 0);
    const unsigned char *firstText = sqlite3_column_text(read, 1);
    const unsigned char *lastText = sqlite3_column_text(read, 2);
    int length =
      full_name(text, firstText, sqlite3_column_bytes(read, 1), lastText, sqlite3_column_bytes(read, 2));
    count += 1;
    if (sqlite3_column_type(read, 3) != SQLITE_NULL) continue;
    sqlite3_bind_text(update, 1, text, length, SQLITE_STATIC);
    sqlite3_bind_int64(update, 2, last);
    check(sqlite3_step(update), SQLITE_DONE);
    sqlite3_reset(update);
  }
  sqlite3_reset(read);
  return count == batch ? last : -1;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void leave_time(const char *path, double seconds) {
  char name[4096];
  snprintf(name, sizeof name, "%s.times", path);
  FILE *file = fopen(name, "w");
  if (!file) exit(1);
  fprintf(file, "%f", seconds);
  fclose(file);
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  const char *way = arguments[1];
  int batch = atoi(arguments[3]);
  check(sqlite3_open(arguments[2], &database), SQLITE_OK);
  run("PRAGMA synchronous = NORMAL");
  if (strcmp(way, "whole") == 0) {
    run("UPDATE users SET full = first || ' ' || last WHERE full IS NULL");
    sqlite3_close(database);
    return 0;
  }
  run("CREATE TABLE IF NOT EXISTS cursor (id INTEGER PRIMARY KEY, key INTEGER, count INTEGER)");
  run("INSERT OR REPLACE INTO cursor VALUES (1, -1, 0)");
  sqlite3_stmt *cursor = prepare("UPDATE cursor SET key = ?, count = count + ? WHERE id = 1");
  int isLoop = strcmp(way, "loop") == 0;
  int isFunction = strcmp(way, "function") == 0;
  sqlite3_stmt *first, *update;
  if (isLoop) {
    first = prepare("SELECT id, first, last, full FROM users WHERE id > ? ORDER BY id LIMIT ?");
    update = prepare("UPDATE users SET full = ? WHERE id = ?");
  } else {
    sqlite3_create_function(database, "body", 2, SQLITE_UTF8, 0, body, 0, 0);
    first = prepare("SELECT id FROM users WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?");
    update = prepare(
      isFunction ? "UPDATE users SET full = body(first, last) WHERE id > ? AND id <= ? AND full IS NULL"
                 : "UPDATE users SET full = first || ' ' || last WHERE id > ? AND id <= ? AND full IS NULL");
  }
  sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
  sqlite3_int64 key = -1;
  double start = now();
  do {
    check(sqlite3_step(begin), SQLITE_DONE);
    sqlite3_reset(begin);
    key = isLoop ? loop_batch(first, update, key, batch) : set_batch(first, update, key, batch);
    sqlite3_bind_int64(cursor, 1, key);
    sqlite3_bind_int(cursor, 2, batch);
    check(sqlite3_step(cursor), SQLITE_DONE);
    sqlite3_reset(cursor);
    check(sqlite3_step(commit), SQLITE_DONE);
    sqlite3_reset(commit);
  } while (key >= 0);
  leave_time(arguments[2], now() - start);
  sqlite3_finalize(first);
  sqlite3_finalize(update);
  sqlite3_finalize(cursor);
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
  sqlite3_close(database);
  return 0;
}
