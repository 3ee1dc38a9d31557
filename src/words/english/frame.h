/* The header. */
WORD(VALIDATION_LOSS_2, "validation loss {s}")
WORD(FIRST_2, "first {s}:")
WORD(ITERATION_2, "iteration {s}")
WORD(EPOCH_2, "epoch {s}")
WORD(SHOWN_SAMPLE, "shown: sample {s}/{s}")
WORD(SAMPLE_OF_BATCH, "sample {s}/{s} of batch")
WORD(SAMPLE_OF_3, "sample {s} of {s}")

/* The four phases and the brackets below them. */
WORD(N1_FORWARD_PASS, "1 Forward pass")
WORD(N2_LOSS, "2 Loss")
WORD(N3_BACKWARD_PASS, "3 Backward pass")
WORD(N4_WEIGHT_UPDATE, "4 Weight update")
WORD(N3_FINITE_DIFFERENCES, "3 Finite differences")
WORD(N3_DIFFERENCES, "3 Differences")
WORD(BACKPROPAGATION_STRICTLY_COMPUTES, "backpropagation, strictly: computes ∂L/∂w")
WORD(BACKPROPAGATION_COMPUTES_DW, "backpropagation: computes ∂L/∂w")
WORD(BACKPROPAGATION_FINDS_DW, "backpropagation: finds ∂L/∂w")
WORD(BACKPROPAGATION, "backpropagation")
WORD(NOT_BACKPROPAGATION_MEASURES_DW, "not backpropagation: measures ∂L/∂w")
WORD(NOT_BACKPROPAGATION, "not backpropagation")
WORD(DIFFERENCES, "differences")
WORD(USES_W, "{s}: uses ∂{s}/∂w")
WORD(OTHER_ROUTE_FORWARD_PASSES_ONLY,
     "the other route: forward passes only, two for each parameter")
WORD(BACKPROPAGATION_LOOSELY_FORWARD, "“backpropagation”, loosely: forward + backward")
WORD(BACKWARD_PASS_LOOSELY_GRADIENTS, "“the backward pass”, loosely: gradients + update")

/* The timeline. */
WORD(PHASE, "Phase")
WORD(LAYER, "Layer")
WORD(NEURON_LARGE, "Neuron")
WORD(TERM_LARGE, "Term")
