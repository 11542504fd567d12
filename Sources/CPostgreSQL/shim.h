// Part of Bellows. MIT licence: see LICENSE.
// libpq, PostgreSQL's client library, and its macros that Swift cannot read.
#ifndef BELLOWS_CPOSTGRESQL_SHIM_H
#define BELLOWS_CPOSTGRESQL_SHIM_H

// Debian has the header in a folder of its own; elsewhere pkg-config or the system's paths lead to it.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#elif __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#elif __has_include(<pgsql/libpq-fe.h>)
#include <pgsql/libpq-fe.h>
#else
#error "libpq-fe.h is missing: install libpq-dev (apt), libpq-devel (dnf) or libpq (brew)"
#endif

/// The five characters that say what went wrong: `23505`.
static const int bellows_pg_sqlstate = PG_DIAG_SQLSTATE;

/// The sentence that says what went wrong.
static const int bellows_pg_message = PG_DIAG_MESSAGE_PRIMARY;

#endif
