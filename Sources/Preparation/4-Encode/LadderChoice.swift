import Foundation

/// Chooses a film's renditions and their quality by what samples of it cost. No file is touched.
///
/// 1. Quality: the factor at which the largest rendition is as like its source as `likeness` asks. Drawn films get fewer bits that way,
///    dark and soft ones more; where the peak rate is the limit anyway, nothing is changed.
/// 2. The largest rendition goes when it holds no detail that the second lacks: it was enlarged from something smaller.
/// 3. A rendition goes that would save less than a quarter of the bits of the one above.
/// 4. Below one that every line can take, none is needed; where the smallest is still dear, a smaller one joins it.
package enum LadderChoice {
    /// Decibels of SSIM. VMAF 92 to 96 in four clips of film, drawing and surveillance.
    static let likeness = 17.5
    /// Decibels that one step of the rate factor costs: 0.5 to 0.65 in the same clips.
    static let perStep = 0.6
    /// What one step of the rate factor saves: half of the bits in six.
    static let saving = 0.89
    static let steps = -2...5
    /// Decibels from which on being made smaller has lost nothing: sharp pictures keep 12 to 17, enlarged ones 24 and more.
    static let enlarged = 22.0
    /// Samples that must agree that a picture was enlarged: one may be of a blank wall.
    static let witnesses = 3
    static let leastSaving = 0.75
    /// Bits per second that every line can take.
    static let cheap = 200_000.0
    /// Bits per second from which on the smallest rendition is too dear for bad lines.
    static let dear = 350_000.0

    /// - Parameters:
    ///   - candidates: renditions that may be encoded, the largest first, as in the samples.
    ///   - extra: how many of the last are only wanted when the others are dear.
    ///   - copied: bits per second of a rendition above all candidates that stays as it is.
    package static func choose(
        _ candidates: [Rung], extra: Int, copied: Double?, _ samples: [LadderSample], quality: Int
    ) -> (rungs: [Rung], decision: LadderDecision) {
        let measured = candidates.indices.map { index in
            LadderDecision.Measured(
                rendition: candidates[index].name, rate: Int(mean(samples.map { $0.rates[index] })),
                likeness: (mean(samples.map { $0.likeness[index] }) * 100).rounded() / 100)
        }
        var decision = LadderDecision(quality: quality, samples: measured)
        let step = step(measured[0], candidates[0], samples.count, &decision.reasons)
        decision.quality = quality + step
        var rungs = zip(candidates, measured).map { rung, measured in
            var rung = rung
            rung.expectedRate = min(rung.peakRate, Int(Double(measured.rate) * pow(saving, Double(step))))
            return rung
        }
        if copied == nil { leaveOutEnlarged(&rungs, samples, &decision.reasons) }
        return (thinned(rungs, extra: extra, below: copied, &decision.reasons), decision)
    }

    private static func step(_ top: LadderDecision.Measured, _ rung: Rung, _ count: Int, _ reasons: inout [String]) -> Int {
        let exact = (top.likeness - likeness) / perStep
        let step = min(steps.upperBound, max(steps.lowerBound, Int(exact)))
        let found = "\(count) sample\(count == 1 ? "" : "s") of \(rung.name) \(count == 1 ? "is" : "are")"
        let like = "\((top.likeness * 10).rounded() / 10) dB like the source"
        if step < 0, Double(top.rate) > Double(rung.peakRate) * 0.9 {
            reasons.append("\(found) \(like), and its peak rate allows no more.")
            return 0
        }
        switch step {
        case 0: reasons.append("\(found) \(like), as wanted: the usual quality.")
        case 1...: reasons.append("\(found) \(like); \(likeness) are enough, so the rate factor rises by \(step).")
        default: reasons.append("\(found) only \(like) instead of \(likeness), so the rate factor falls by \(-step).")
        }
        return step
    }

    private static func leaveOutEnlarged(_ rungs: inout [Rung], _ samples: [LadderSample], _ reasons: inout [String]) {
        let details = samples.compactMap(\.detail)
        guard rungs.count > 1, details.count >= witnesses, let least = details.min(), least >= enlarged else { return }
        reasons.append("\(rungs[0].name) is left out: it shows no detail that \(rungs[1].name) lacks; the source was enlarged.")
        rungs.removeFirst()
    }

    private static func thinned(_ rungs: [Rung], extra: Int, below copied: Double?, _ reasons: inout [String]) -> [Rung] {
        var kept: [Rung] = []
        var last = copied
        for (index, rung) in rungs.enumerated() {
            let rate = Double(rung.expectedRate ?? rung.peakRate)
            if let last {
                if last <= cheap {
                    reasons.append("\(rung.name) is left out: the one above needs only \(kilobits(last)) kbit/s.")
                    continue
                }
                if index >= rungs.count - extra, last <= dear { continue }
                if rate > last * leastSaving {
                    reasons.append("\(rung.name) is left out: it would need \(kilobits(rate)) of the \(kilobits(last)) kbit/s above it.")
                    continue
                }
                if index >= rungs.count - extra {
                    reasons.append("\(rung.name) is added: the one above needs \(kilobits(last)) kbit/s, too much for bad lines.")
                }
            }
            kept.append(rung)
            last = rate
        }
        return kept
    }

    private static func kilobits(_ rate: Double) -> Int { Int((rate / 1000).rounded()) }

    private static func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
}
