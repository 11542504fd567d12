// Part of Bellows. MIT licence: see LICENSE.
// A setting of glibc's allocator that Swift's module of glibc leaves out.
#ifndef BELLOWS_CALLOCATOR_SHIM_H
#define BELLOWS_CALLOCATOR_SHIM_H

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

/// Takes memory from the system in pieces of 64 MB, of which only what is used is ever there, and for every thread one.
///
/// By itself glibc asks for a page at a time wherever a second thread works, and holds up the first each time.
///
/// The first piece is to be of large pages, where the system lends those to who asks: to put in place thousands of small
/// ones takes a tenth of a large plan.
static inline void bellows_take_memory_in_large_pieces(void) {
#ifdef __GLIBC__
  const uintptr_t piece = 64 << 20, page = 2 << 20;
  mallopt(M_TOP_PAD, piece);
  // More than there is, and less than what is taken from elsewhere: this takes the first piece.
  void *volatile first = malloc(100 << 10);
  free(first);
  const uintptr_t end = (uintptr_t)sbrk(0), start = (end - piece + page) & ~(page - 1);
  madvise((void *)start, end - start, MADV_HUGEPAGE);
#endif
}

#endif
