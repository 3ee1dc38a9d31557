/*
 * bench_graph: how long a frame of a large graph of an expression takes.
 */
#ifndef BACKSTEP_BENCH_GRAPH_H
#define BACKSTEP_BENCH_GRAPH_H

#include "bench/bench_frame.h"

enum { BENCH_GRAPH_NODES = 300 };

/* What a frame may take, in ms: that many a second are smooth. */
static const double bench_graph_limit_ms = 16.0;

/* Steps through a graph of that many nodes. */
bool bench_graph(struct fonts *fonts, struct bench_frame *result, struct error *err);

#endif
