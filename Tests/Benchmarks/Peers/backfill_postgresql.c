// Part of Bellows. MIT licence: see LICENSE.
// The backfill of the benchmark as somebody would write it in C for this one table.
// It writes a file with the seconds from the first batch to the last, and the milliseconds that batches held their locks:
// the median, the 99th percentile and the longest.
//
//   backfill_postgresql whole|set|lock|compare CONNECTION BATCH FILE
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static PGconn *connection;

static PGresult *run(const char *sql, int count, const char *const *values) {
  PGresult *result = PQexecParams(connection, sql, count, 0, values, 0, 0, 0);
  ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  fprintf(stderr, "%s", PQerrorMessage(connection));
  exit(1);
}

static void execute(const char *sql) { PQclear(run(sql, 0, 0)); }

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

// The text of a growing array of the server: {"a","b"}.
typedef struct {
  char *text;
  size_t length, size;
} Array;

static void append(Array *array, const char *value) {
  size_t needed = array->length + 2 * strlen(value) + 8;
  if (needed > array->size) {
    array->size = 2 * needed;
    array->text = realloc(array->text, array->size);
    if (!array->text) exit(1);
  }
  array->text[array->length] = array->length ? ',' : '{';
  array->length += 1;
  array->text[array->length++] = '"';
  for (; *value; value++) {
    if (*value == '"' || *value == '\\') array->text[array->length++] = '\\';
    array->text[array->length++] = *value;
  }
  array->text[array->length++] = '"';
}

static void finish(Array *array) {
  array->text[array->length++] = '}';
  array->text[array->length] = 0;
}

// One batch of an UPDATE between two keys. Writes the last key; returns 0 at the end.
static int set_batch(char *after, const char *batch, double *locked) {
  const char *values[] = {after, batch, 0};
  PGresult *end = run(
    "SELECT max(id) FROM (SELECT id FROM users WHERE id > $1::bigint ORDER BY id LIMIT $2::bigint) AS b", 2, values);
  if (PQgetisnull(end, 0, 0)) return 0;
  char last[32];
  snprintf(last, sizeof last, "%s", PQgetvalue(end, 0, 0));
  PQclear(end);
  values[1] = last;
  double start = now();
  PQclear(run(
    "UPDATE users SET \"full\" = first || ' ' || last WHERE id > $1::bigint AND id <= $2::bigint AND \"full\" IS NULL", 2,
    values));
  execute("COMMIT");
  *locked = now() - start;
  strcpy(after, last);
  return 1;
}

// One batch of rows that are read, changed, and written by one statement. No write of others in between may be lost: either
// the rows are locked when they are read, or only rows are written that have the values that were read.
static int function_batch(char *after, const char *batch, double *locked, int locks) {
  const char *values[] = {after, batch};
  double start = now();
  PGresult *read = run(
    locks
      ? "SELECT id, first, last FROM users WHERE id > $1::bigint AND \"full\" IS NULL ORDER BY id LIMIT $2::bigint"
        " FOR NO KEY UPDATE"
      : "SELECT id, first, last FROM users WHERE id > $1::bigint AND \"full\" IS NULL ORDER BY id LIMIT $2::bigint",
    2, values);
  int count = PQntuples(read);
  if (!count) return 0;
  Array keys = {0}, names = {0}, firsts = {0}, lasts = {0};
  for (int row = 0; row < count; row++) {
    char name[512];
    snprintf(name, sizeof name, "%s %s", PQgetvalue(read, row, 1), PQgetvalue(read, row, 2));
    append(&keys, PQgetvalue(read, row, 0));
    append(&names, name);
    if (locks) continue;
    append(&firsts, PQgetvalue(read, row, 1));
    append(&lasts, PQgetvalue(read, row, 2));
  }
  finish(&keys);
  finish(&names);
  strcpy(after, PQgetvalue(read, count - 1, 0));
  PQclear(read);
  if (locks) {
    const char *arrays[] = {keys.text, names.text};
    PQclear(run(
      "UPDATE users AS t SET \"full\" = n.name FROM unnest($1::bigint[], $2::text[]) AS n (id, name) WHERE t.id = n.id", 2,
      arrays));
  } else {
    finish(&firsts);
    finish(&lasts);
    const char *arrays[] = {keys.text, names.text, firsts.text, lasts.text};
    start = now();
    // A row that is not returned was changed by others, and is left for the next scan.
    PQclear(run(
      "UPDATE users AS t SET \"full\" = n.name"
      " FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS n (id, name, first, last)"
      " WHERE t.id = n.id AND t.first = n.first AND t.last = n.last AND t.\"full\" IS NULL RETURNING t.id", 4, arrays));
  }
  execute("COMMIT");
  *locked = now() - start;
  free(keys.text);
  free(names.text);
  free(firsts.text);
  free(lasts.text);
  return 1;
}

static int ascending(const void *one, const void *other) {
  double a = *(const double *)one, b = *(const double *)other;
  return (a > b) - (a < b);
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  connection = PQconnectdb(arguments[2]);
  if (PQstatus(connection) != CONNECTION_OK) {
    fprintf(stderr, "%s", PQerrorMessage(connection));
    return 1;
  }
  static double locks[1 << 20];
  size_t batches = 0;
  char after[32] = "-1";
  double start = now();
  if (!strcmp(arguments[1], "whole")) {
    execute("UPDATE users SET \"full\" = first || ' ' || last");
    locks[batches++] = now() - start;
  } else {
    int sets = !strcmp(arguments[1], "set"), locks_rows = !strcmp(arguments[1], "lock");
    for (int more = 1; more && batches < sizeof locks / sizeof *locks;) {
      execute("BEGIN");
      execute("SET LOCAL synchronous_commit TO off");
      more = sets ? set_batch(after, arguments[3], &locks[batches])
                  : function_batch(after, arguments[3], &locks[batches], locks_rows);
      if (more) batches++;
    }
    execute("ROLLBACK");
  }
  double span = now() - start;
  qsort(locks, batches, sizeof *locks, ascending);
  double median = 0, most = 0, longest = 0;
  if (batches) {
    median = locks[(batches - 1) / 2];
    most = locks[(size_t)((batches - 1) * 0.99)];
    longest = locks[batches - 1];
  }
  FILE *file = fopen(arguments[4], "w");
  if (!file) return 1;
  fprintf(file, "%f %f %f %f\n", span, 1000 * median, 1000 * most, 1000 * longest);
  return fclose(file) ? 1 : 0;
}
