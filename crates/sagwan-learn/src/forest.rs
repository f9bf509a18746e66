//! Learns boosted trees over whole numbers: logistic loss, histograms, a fixed order, so that the same data give the same trees.

use sagwan_text::forest::{DEPTH, Split, Tree};

pub use sagwan_text::forest::Forest;

const RATE: f64 = 0.15;
/// Examples that each side of a question keeps at least.
const LEAST: f64 = 3.0;
/// How much a leaf is drawn to nothing.
const SHRINK: f64 = 3.0;
/// Ways to part the values of a clue.
const BINS: usize = 40;
/// A score is hundredths.
const SCALE: f64 = 100.0;

/// The borders between the bins of each clue: values of which what is more lies in the next.
fn borders<C: AsRef<[i16]>>(examples: &[C], clues: usize) -> Vec<Vec<i16>> {
    (0..clues)
        .map(|clue| {
            let mut values: Vec<i16> = examples.iter().map(|e| e.as_ref()[clue]).collect();
            values.sort_unstable();
            let mut borders: Vec<i16> = Vec::new();
            let mut distinct = values.clone();
            distinct.dedup();
            if distinct.len() <= BINS {
                distinct.pop();
                return distinct;
            }
            for n in 1..BINS {
                let border = values[n * values.len() / BINS];
                if borders.last() != Some(&border) && border < values[values.len() - 1] {
                    borders.push(border);
                }
            }
            borders
        })
        .collect()
}

/// Learns so many trees; the first `clues` clues are looked at. `right` says how far each example holds, from 0 to 1.
///
/// # Panics
/// When there are more clues than a tree can ask for, or fewer of an example.
pub fn learn<C: AsRef<[i16]>>(examples: &[C], right: &[f64], clues: usize, trees: usize) -> Forest {
    assert!(clues <= usize::from(u8::MAX));
    let borders = borders(examples, clues);
    let bin_of = |clue: usize, value: i16| borders[clue].partition_point(|b| *b < value) as u8;
    let bins: Vec<Vec<u8>> =
        (0..clues).map(|clue| examples.iter().map(|e| bin_of(clue, e.as_ref()[clue])).collect()).collect();
    let yes = right.iter().sum::<f64>().max(0.5);
    let base = (yes / (right.len() as f64 - yes).max(0.5)).ln();
    let rate = if trees < 100 { 2.0 * RATE } else { RATE };
    let mut scores = vec![base; examples.len()];
    let mut forest = Forest { base: (base * SCALE).round() as i16, trees: Vec::new() };
    for _ in 0..trees {
        let slopes: Vec<(f64, f64)> = scores
            .iter()
            .zip(right)
            .map(|(score, right)| {
                let p = 1.0 / (1.0 + (-score).exp());
                (right - p, p * (1.0 - p))
            })
            .collect();
        let (tree, places) = grow(&bins, &borders, &slopes, rate);
        for (score, place) in scores.iter_mut().zip(places) {
            *score += f64::from(tree.leaves[place]) / SCALE;
        }
        forest.trees.push(tree);
    }
    forest
}

/// One tree, and the leaf of each example.
fn grow(bins: &[Vec<u8>], borders: &[Vec<i16>], slopes: &[(f64, f64)], rate: f64) -> (Tree, Vec<usize>) {
    let mut tree = Tree::empty();
    let mut places = vec![0usize; slopes.len()];
    for depth in 0..DEPTH {
        let first = (1 << depth) - 1;
        let width = 1 << depth;
        let mut best: Vec<Option<(f64, usize, usize)>> = vec![None; width];
        for (clue, bins) in bins.iter().enumerate() {
            let count = borders[clue].len() + 1;
            let mut sums = vec![(0.0f64, 0.0f64); width * count];
            for ((bin, place), slope) in bins.iter().zip(&places).zip(slopes) {
                let slot = &mut sums[(place - first) * count + usize::from(*bin)];
                slot.0 += slope.0;
                slot.1 += slope.1;
            }
            for node in 0..width {
                let own = &sums[node * count..(node + 1) * count];
                let total = own.iter().fold((0.0, 0.0), |t, s| (t.0 + s.0, t.1 + s.1));
                let worth = |(g, h): (f64, f64)| g * g / (h + SHRINK);
                let mut left = (0.0, 0.0);
                for (bin, sum) in own.iter().enumerate().take(count - 1) {
                    left = (left.0 + sum.0, left.1 + sum.1);
                    let right = (total.0 - left.0, total.1 - left.1);
                    if left.1 < LEAST * 0.2 || right.1 < LEAST * 0.2 {
                        continue;
                    }
                    let gain = worth(left) + worth(right) - worth(total);
                    if gain > 1e-6 && best[node].is_none_or(|(most, _, _)| gain > most) {
                        best[node] = Some((gain, clue, bin));
                    }
                }
            }
        }
        for (node, found) in best.iter().enumerate() {
            if let Some((_, clue, bin)) = found {
                tree.splits[first + node] = Split { clue: *clue as u8, most: borders[*clue][*bin] };
            }
        }
        for (n, place) in places.iter_mut().enumerate() {
            let more = best[*place - first].is_some_and(|(_, clue, bin)| usize::from(bins[clue][n]) > bin);
            *place = 2 * *place + 1 + usize::from(more);
        }
    }
    let first = (1 << DEPTH) - 1;
    let mut sums = vec![(0.0f64, 0.0f64); 1 << DEPTH];
    for (place, slope) in places.iter_mut().zip(slopes) {
        *place -= first;
        sums[*place].0 += slope.0;
        sums[*place].1 += slope.1;
    }
    for (leaf, (g, h)) in tree.leaves.iter_mut().zip(sums) {
        *leaf = (rate * g / (h + SHRINK) * SCALE).round() as i16;
    }
    (tree, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Right where the first clue is more than three and the second is not.
    fn examples() -> (Vec<[i16; 2]>, Vec<f64>) {
        let all = (0..8).flat_map(|a| (0..8).map(move |b| [a, b]));
        all.map(|clues| (clues, f64::from(u8::from(clues[0] > 3 && clues[1] <= 3)))).unzip()
    }

    #[test]
    fn what_two_clues_tell_together_is_learned() {
        let (clues, right) = examples();
        let forest = learn(&clues, &right, 2, 20);
        for (clues, right) in clues.iter().zip(&right) {
            assert_eq!(forest.score(clues) > 0, *right > 0.5, "{clues:?}");
        }
    }

    #[test]
    fn the_same_examples_give_the_same_trees() {
        let (clues, right) = examples();
        assert_eq!(learn(&clues, &right, 2, 5), learn(&clues, &right, 2, 5));
    }

    #[test]
    fn a_clue_that_is_not_looked_at_tells_nothing() {
        let (clues, right) = examples();
        let forest = learn(&clues, &right, 1, 20);
        assert_eq!(forest.score(&[7, 0]), forest.score(&[7, 7]));
    }
}
