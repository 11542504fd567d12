// Part of Bellows. MIT licence: see LICENSE.
// A setting of glibc's allocator that Swift's module of glibc leaves out.
#ifndef BELLOWS_CALLOCATOR_SHIM_H
#define BELLOWS_CALLOCATOR_SHIM_H

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Takes memory from the system in pieces of 64 MB, of which only what is used is ever there, and for every thread one.
///
/// By itself glibc asks for a page at a time wherever a second thread works, and holds up the first each time.
static inline void bellows_take_memory_in_large_pieces(void) {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 64 << 20);
#endif
}

#endif
