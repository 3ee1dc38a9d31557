/*
 * What is said of the engine's rows, under the row's own name: explain/row_words.h finds it by that
 * and by what it is.
 *
 *   activations  title of the page of a neuron's activation; says, where z is positive; below,
 *                where it is not, if that is another; name, as the subject of a sentence
 *   losses       name; says, of an output's part; says_0, says_1, says_alone where t is 0 or 1, or
 *                where there is no other output; left_0, left_1: what that leaves of it; why it is
 *                such a part; convention, convention_several, with several outputs; derivative: why
 *                the slope is what it is
 *   constants    meaning, on the first page; setting, beside η
 *   buffers      row, head: of a table; matrix: of its equation; of, old_of, corrected_of: before
 *                the parameter; title, title_corrected: of its page; says, says_corrected
 *   optimisers   letters: what those in the step mean; uses: the gradients how
 */

/* Activations: {z}, {a}, {σ}; {unit}: what the neuron is called. */
WORD(identity_title, "Neuron {unit}: the sum is the output")
WORD(identity_says,
     "{unit} applies no activation function: its activation {a} is the sum {z} itself.")
WORD(identity_name, "nothing else")
WORD(sigmoid_title, "Neuron {unit}: squash the sum")
WORD(sigmoid_says,
     "The sigmoid {σ} squashes {z} into the range from 0 to 1: {a} is the activation of {unit}.")
WORD(sigmoid_name, "the sigmoid")
WORD(tanh_title, "Neuron {unit}: squash the sum")
WORD(tanh_says, "tanh squashes {z} into the range from −1 to 1: {a} is the activation of {unit}.")
WORD(tanh_name, "tanh")
WORD(relu_title, "Neuron {unit}: keep what is positive")
WORD(relu_says, "{z} is positive, so it passes unchanged: {a} is the activation of {unit}.")
WORD(relu_below, "{z} is not positive, so ReLU outputs 0: {unit} is inactive.")
WORD(relu_name, "ReLU")
WORD(leaky_relu_title, "Neuron {unit}: damp what is negative")
WORD(leaky_relu_says, "{z} is positive, so it passes unchanged: {a} is the activation of {unit}.")
WORD(leaky_relu_below, "{z} is not positive, so the leaky ReLU outputs a small part of it.")
WORD(leaky_relu_name, "leaky ReLU")
WORD(softmax_title, "Neuron {unit}: its share of the whole")
WORD(softmax_says,
     "Softmax turns the sums of the layer into positive numbers that add up to 1; {unit} gets {a}.")
WORD(softmax_name, "softmax")
WORD(elu_title, "Neuron {unit}: bend what is negative")
WORD(elu_says, "{z} is positive, so it passes unchanged: {a} is the activation of {unit}.")
WORD(elu_below, "{z} is not positive, so ELU bends it: {a} never falls below −1.")
WORD(elu_name, "ELU")
WORD(gelu_title, "Neuron {unit}: let a share through")
WORD(gelu_says,
     "GELU multiplies {z} by a share from 0 to 1, the larger {z} the more: {a} is the output.")
WORD(gelu_name, "GELU")
WORD(softplus_title, "Neuron {unit}: a ReLU with a round corner")
WORD(softplus_says,
     "Softplus is a ReLU with a round corner: {a}, the output of {unit}, is above 0.")
WORD(softplus_name, "softplus")
WORD(silu_title, "Neuron {unit}: weigh the sum by its sigmoid")
WORD(silu_says, "SiLU multiplies {z} by its own sigmoid: {a} is the activation of {unit}.")
WORD(silu_name, "SiLU")

/* Losses: {a}, {t}; {unit}: what the output is called. */
WORD(half_squared_error_name, "half squared error")
WORD(half_squared_error_says,
     "{unit} answers {a=}, its target is {t=}. *Half* the squared difference is its part of the "
     "loss.")
WORD(half_squared_error_why, "The ½ is a convention: it makes the derivative simply a − t.")
WORD(half_squared_error_convention, "Convention: *half* the squared error.")
WORD(half_squared_error_convention_several,
     "Convention: *half* the squared error, *summed* over the outputs.")
WORD(half_squared_error_derivative,
     "The derivative of ½(a − t)² is a − t: this is what the ½ is for.")
WORD(mean_squared_error_name, "mean squared error")
WORD(mean_squared_error_says,
     "{unit} answers {a=}, its target is {t=}. The squared difference is its part; the loss is "
     "the mean of the parts.")
WORD(mean_squared_error_says_alone,
     "{unit} answers {a=}, its target is {t=}. The squared difference is the loss.")
WORD(mean_squared_error_why,
     "Squared, so that too much and too little both count, and large differences most.")
WORD(mean_squared_error_convention, "Convention: the squared error, without a ½.")
WORD(mean_squared_error_convention_several,
     "Convention: the squared error, *averaged* over the outputs.")
WORD(mean_squared_error_derivative, "The derivative of (a − t)² is 2(a − t).")
WORD(binary_cross_entropy_name, "binary cross-entropy")
WORD(binary_cross_entropy_says,
     "{unit} answers {a=}, its target is {t=}: the further apart, the larger the loss.")
WORD(binary_cross_entropy_left_0, "t = 0: only −ln(1 − a) is left.")
WORD(binary_cross_entropy_left_1, "t = 1: only −ln a is left.")
WORD(binary_cross_entropy_why,
     "Cross-entropy: the loss grows without limit as a wrong answer becomes certain.")
WORD(binary_cross_entropy_convention, "Convention: binary cross-entropy, natural logarithm.")
WORD(binary_cross_entropy_convention_several,
     "Convention: binary cross-entropy, *averaged* over the outputs.")
WORD(binary_cross_entropy_derivative,
     "The derivative of −ln a is −1/a, that of −ln(1 − a) is 1/(1 − a).")
WORD(cross_entropy_name, "cross-entropy")
WORD(cross_entropy_says,
     "{unit} answers {a=}, its target is {t=}: the larger its output, the smaller its part of the "
     "loss.")
WORD(cross_entropy_says_0,
     "The target of {unit} is {t=}, so {unit} has no part of its own in the loss.")
WORD(cross_entropy_says_1,
     "The right class is {unit}. Its output is {a=}: the closer to 1, the smaller the loss.")
WORD(cross_entropy_why,
     "Cross-entropy: only outputs with a target above 0 have a part of their own.")
WORD(cross_entropy_convention,
     "Convention: cross-entropy, natural logarithm, *summed* over the outputs.")
WORD(cross_entropy_convention_several,
     "Convention: cross-entropy, natural logarithm, *summed* over the outputs.")
WORD(cross_entropy_derivative, "The derivative of −t ln a is −t/a.")
WORD(mean_absolute_error_name, "mean absolute error")
WORD(mean_absolute_error_says,
     "{unit} answers {a=}, its target is {t=}the distance between them is its part.")
WORD(mean_absolute_error_why,
     "Not squared: an output that is far off counts no more than its distance.")
WORD(mean_absolute_error_convention, "Convention: the absolute error.")
WORD(mean_absolute_error_convention_several,
     "Convention: the absolute error, *averaged* over the outputs.")
WORD(mean_absolute_error_derivative,
     "The derivative of |a − t| is 1 above the target, −1 below it, taken as 0 on it.")
WORD(huber_name, "Huber loss")
WORD(huber_says,
     "{unit} answers {a=}, its target is {t=}small distances are squared, large ones are not.")
WORD(huber_why,
     "Up to a distance of 1 half its square, beyond it a straight line: one far output does not "
     "rule.")
WORD(huber_convention, "Convention: the Huber loss, which turns straight at a distance of 1.")
WORD(huber_convention_several,
     "Convention: the Huber loss, straight from a distance of 1, *averaged* over the outputs.")
WORD(huber_derivative, "The slope is a − t up to a distance of 1, and never more than 1.")

/* Constants of optimisers. */
WORD(momentum_meaning, "share of the velocity kept")
WORD(momentum_setting, "velocity kept")
WORD(decay_meaning, "share of the mean square kept")
WORD(decay_setting, "squares kept")
WORD(beta1_meaning, "share of the mean kept")
WORD(beta1_setting, "mean kept")
WORD(beta2_meaning, "share of the mean square kept")
WORD(beta2_setting, "squares kept")
WORD(epsilon_setting, "against ÷ 0")
WORD(weight_decay_meaning, "share by which a weight decays")
WORD(weight_decay_setting, "weight decay")

/* Buffers of optimisers: {new}, {corrected}; {kept}, the share of the old one. */
WORD(velocity_row, "velocity")
WORD(velocity_head, "velocity v")
WORD(velocity_matrix, "velocity")
WORD(velocity_of, "velocity of {f}")
WORD(velocity_old_of, "old velocity of {f}")
WORD(velocity_corrected_of, "corrected mean of the gradients by {f}")
WORD(velocity_title, "{f}: its velocity")
WORD(velocity_says,
     "{new} is a running sum of the gradients: each counts {kept} = {kept=} times as much as the "
     "one after it.")
WORD(mean_row, "mean")
WORD(mean_head, "mean m")
WORD(mean_matrix, "mean of the gradients")
WORD(mean_of, "running mean of the gradients by {f}")
WORD(mean_old_of, "old running mean of the gradients by {f}")
WORD(mean_corrected_of, "corrected mean of the gradients by {f}")
WORD(mean_title, "{f}: running mean of its gradients")
WORD(mean_title_corrected, "{f}: running mean of its gradients, corrected")
WORD(mean_says_corrected,
     "{new} is a running mean of the gradients, the newest counting most; {corrected} corrects "
     "its start at 0.")
WORD(mean_square_row, "mean square")
WORD(mean_square_head, "mean square v")
WORD(mean_square_matrix, "mean of the squares, cell by cell")
WORD(mean_square_of, "running mean of the squared gradients by {f}")
WORD(mean_square_old_of, "old running mean of the squared gradients by {f}")
WORD(mean_square_corrected_of, "corrected mean of the squared gradients by {f}")
WORD(mean_square_title, "{f}: running mean of squared gradients")
WORD(mean_square_title_corrected, "{f}: running mean of squared gradients, corrected")
WORD(mean_square_says,
     "{new} is a running mean of the *squared* gradients: each counts {kept} = {kept=} times as "
     "much as the one after it.")
WORD(mean_square_says_corrected,
     "{new} is a running mean of the *squared* gradients, the newest counting most; {corrected} "
     "corrects its start at 0.")
WORD(sum_square_row, "sum of squares")
WORD(sum_square_head, "squares v")
WORD(sum_square_matrix, "sum of the squares, cell by cell")
WORD(sum_square_of, "sum of the squared gradients by {f}")
WORD(sum_square_old_of, "old sum of the squared gradients by {f}")
WORD(sum_square_title, "{f}: sum of its squared gradients")
WORD(sum_square_says,
     "{new} is the sum of all *squared* gradients so far. It only grows: the steps shrink.")

/* Optimisers. */
WORD(momentum_letters, "{v'}: its *velocity*, {μ} = {μ=} times the old one plus the gradient.")
WORD(momentum_uses,
     "Momentum *uses* the gradients: {v'}, the velocity, is {μ=} times the old one plus the "
     "gradient.")
WORD(nesterov_letters, "{v'}: its *velocity*, {μ} = {μ=} times the old one plus the gradient.")
WORD(nesterov_uses,
     "Nesterov momentum *uses* the gradients: {v'}, the velocity, is {μ=} times the old one plus "
     "the gradient.")
WORD(rmsprop_letters, "{v'}: a *running mean of the squares* of its gradients.")
WORD(rmsprop_uses, "RMSProp *uses* the gradients: {v'} is a running mean of their squares.")
WORD(adam_letters,
     "{m̂}: a *running mean* of its gradients, the newest counting most; {v̂}: the same for their "
     "*squares*.")
WORD(adam_uses,
     "Adam *uses* the gradients: {m̂} is a running mean of them, {v̂} a running mean of their "
     "squares.")
WORD(adagrad_letters, "{v'}: the *sum of the squares* of its gradients.")
WORD(adagrad_uses,
     "AdaGrad *uses* the gradients: {v'} is the sum of the squares of all of them so far.")
WORD(adamw_letters,
     "{m̂}: a *running mean* of its gradients, the newest counting most; {v̂}: the same for their "
     "*squares*.")
WORD(adamw_uses,
     "AdamW *uses* the gradients as Adam does; apart from them each weight shrinks by {ω} of it.")

/* Mistakes made on purpose: title, says. */
WORD(updated_weights_title, "hidden gradients through already updated weights")
WORD(updated_weights_says,
     "Each layer’s weights were updated before the backward pass went through them. All gradients "
     "must belong to the same old weights: first compute all gradients, then update all weights.")
WORD(not_cleared_title, "gradients not cleared before the next iteration")
WORD(not_cleared_says,
     "The gradients of earlier iterations are still in the sums, so the update also repeats old "
     "steps. The sums must be set to 0 before each iteration.")
WORD(added_title, "the gradient added instead of subtracted")
WORD(added_says,
     "The gradient points to where the loss grows. Added to the weights it leads uphill; gradient "
     "descent subtracts it.")
WORD(one_path_title, "only one path counted")
WORD(one_path_says,
     "A hidden neuron influences the loss through every neuron above it, but only the path "
     "through the first was counted. The paths’ terms must be added up.")
WORD(no_bias_title, "the bias forgotten")
WORD(no_bias_says,
     "The bias was left out of the weighted sum and never trained: a different network, with "
     "other outputs and other gradients.")
WORD(no_slope_title, "the activation’s derivative left out")
WORD(no_slope_says,
     "The way back through the activation was skipped: ∂L/∂z is ∂L/∂a times the activation’s "
     "slope, not ∂L/∂a itself.")
WORD(each_time_title, "the weights updated at each time")
WORD(each_time_says,
     "Earlier times went through weights that had moved after the later ones. All times share the "
     "same old weights: add up their shares first, then move once.")
WORD(last_time_title, "only the last time counted")
WORD(last_time_says,
     "Only the share of the last time became the gradient. A weight is used at every time, and at "
     "each it influences the loss: its gradient is the sum of the shares of all times.")
WORD(none_title, "no mistake")
WORD(none_says, "The run is the right one.")

/* Why a mistake has no effect. */
WORD(effect_no_hidden_path,
     "It changes nothing here: without a hidden layer there is only one path.")
WORD(effect_single_paths,
     "It changes nothing here: every hidden unit has only one unit above it, so there is only one "
     "path.")
WORD(effect_zero_biases, "It changes nothing here: all biases are 0 and are not trained.")
WORD(effect_no_biases, "It changes nothing here: the network has no biases.")
WORD(effect_closed_form,
     "It changes nothing here: with this loss ∂L/∂z has a closed form that needs no derivative of "
     "the activation.")
WORD(effect_slope_1, "It changes nothing here: the slope of the identity is 1.")
WORD(effect_no_hidden_weights,
     "It changes nothing here: without a hidden layer no gradient goes through another layer’s "
     "weights.")
WORD(effect_no_rate, "It changes nothing here: the learning rate is 0, so no weight moves.")
WORD(effect_one_time, "It changes nothing here: no sequence has more than one time.")
WORD(effect_cut_times,
     "It changes nothing here: only the last time has a target, and no gradient comes back from "
     "it.")
WORD(effect_one_iteration, "It changes nothing here: the run stops after one iteration.")
