import KinoraKernel

/// Finds what two films have in common in their sound: the tune of a series.
///
/// 1. Numbers that stand again and again in one film are passed over: silence and lasting tones sound alike everywhere.
/// 2. The two are laid over each other at every offset. Two numbers agree when at most `mostBits` of their 32 bits differ; of different
///    sounds about half do.
/// 3. Each offset's best stretch is the one with the largest sum, agreements counting for and disagreements against it.
/// 4. The best of all counts if it is long enough, agrees nearly throughout, and is no tone that lasts.
///
/// The same measure finds the stretch in both films; what begins before it in one alone does not belong to it.
package enum SoundComparison {
    /// A stretch that two sounds have in common, in seconds of each film.
    package struct Common: Hashable, Sendable {
        package var first: ClosedRange<Double>
        package var second: ClosedRange<Double>

        package init(first: ClosedRange<Double>, second: ClosedRange<Double>) {
            self.first = first
            self.second = second
        }

        package var length: Double { first.upperBound - first.lowerBound }
    }

    /// Bits of 32 in which two numbers of the same sound may differ.
    private static let mostBits = 6
    /// A number that stands more often in one film says nothing: a second and a half in all.
    private static let mostRepeats = 12
    /// What a number that agrees is worth, and what one that says nothing and one that disagrees cost.
    private static let gain = 10
    private static let emptyCost = 3
    private static let cost = 15
    /// The share of numbers in a stretch that agree.
    private static let agreement = 0.6
    /// The share of different numbers in a stretch: a tune changes, a tone with some noise hardly does.
    private static let variety = 0.3
    /// Each number tells of two seconds of sound; those that reach over the edges of a stretch agree in part. Measured with four tunes at
    /// known places in three encodings: the first that agrees begins 0.2 to 0.8 s early, the last 1.6 to 2.3 s before the end.
    private static let early = 0.5
    private static let late = 1.9

    /// - Parameter length: seconds; what is shorter or longer is not it.
    /// - Throws: `CancellationError`. Blocks.
    package static func common(
        _ first: Soundprint.Stretch, _ second: Soundprint.Stretch, length: ClosedRange<Double>, _ cancellation: BlockingWork.Cancellation
    ) throws -> Common? {
        let least = Int((length.lowerBound - early - late) / Soundprint.step)
        guard first.items.count > least, second.items.count > least, least > 0 else { return nil }
        let (firstEmpty, secondEmpty) = (empty(first.items), empty(second.items))
        var best = (sum: 0, start: 0, end: 0, offset: 0)
        for offset in (least - second.items.count)..<(first.items.count - least + 1) {
            if offset & 63 == 0 { try cancellation.check() }
            let found = stretch(first.items, firstEmpty, second.items, secondEmpty, offset)
            if found.sum > best.sum { best = (found.sum, found.start, found.end, offset) }
        }
        guard best.end - best.start >= least, isConvincing(first.items, firstEmpty, second.items, secondEmpty, best) else { return nil }
        func seconds(_ stretch: Soundprint.Stretch, _ shift: Int) -> ClosedRange<Double> {
            let start = stretch.start + Double(best.start - shift) * Soundprint.step + early
            return start...max(start, stretch.start + Double(best.end - 1 - shift) * Soundprint.step + late)
        }
        let common = Common(first: seconds(first, 0), second: seconds(second, best.offset))
        return length.contains(common.length) ? common : nil
    }

    private static func empty(_ items: [UInt32]) -> [Bool] {
        var counts: [UInt32: Int] = [:]
        for item in items { counts[item, default: 0] += 1 }
        return items.map { counts[$0, default: 0] > mostRepeats }
    }

    /// The stretch of the first sound with the largest sum, its end not belonging to it. `offset` is where the second sound begins.
    private static func stretch(
        _ first: [UInt32], _ firstEmpty: [Bool], _ second: [UInt32], _ secondEmpty: [Bool], _ offset: Int
    ) -> (sum: Int, start: Int, end: Int) {
        var best = (sum: 0, start: 0, end: 0)
        var (sum, start) = (0, max(0, offset))
        for place in max(0, offset)..<min(first.count, second.count + offset) {
            if firstEmpty[place] || secondEmpty[place - offset] {
                sum -= emptyCost
            } else {
                sum += (first[place] ^ second[place - offset]).nonzeroBitCount <= mostBits ? gain : -cost
            }
            if sum > best.sum { best = (sum, start, place + 1) }
            if sum <= 0 { (sum, start) = (0, place + 1) }
        }
        return best
    }

    private static func isConvincing(
        _ first: [UInt32], _ firstEmpty: [Bool], _ second: [UInt32], _ secondEmpty: [Bool],
        _ found: (sum: Int, start: Int, end: Int, offset: Int)
    ) -> Bool {
        var (agreeing, kinds): (Int, Set<UInt32>) = (0, [])
        for place in found.start..<found.end where !firstEmpty[place] && !secondEmpty[place - found.offset] {
            if (first[place] ^ second[place - found.offset]).nonzeroBitCount <= mostBits {
                agreeing += 1
                kinds.insert(first[place])
            }
        }
        let length = Double(found.end - found.start)
        return Double(agreeing) >= agreement * length && Double(kinds.count) >= variety * length
    }
}
