import Foundation
import KinoraKernel
import KinoraMedia

/// Whether a track holds the pictures that its encoders wrote, bit for bit, each at its place. Blocks.
struct SealCheck: Sendable {
    let work: WorkFolder
    let plan: Plan

    func run(_ rendition: VideoRendition, _ rung: Rung) throws {
        let parts = rung.isCopied ? [work.copy(rung)] : plan.chunks.map { work.chunk($0.index, rung) }
        let wanted = try parts.flatMap { part in
            guard let data = FileManager.default.contents(atPath: WorkFolder.seals(of: part)),
                let seals = try? JSONDecoder().decode([Digest].self, from: data)
            else { throw Trouble.notAsPlanned("what \(rung.name) was made of cannot be compared any more") }
            return seals
        }
        let file = try RandomAccessFile(path: "\(work.package)/\(rendition.path)")
        let found = try SegmentSeals.of(rendition.track, in: file, perFrame: plan.rate.ticks.perFrame)
        guard found.count == wanted.count else {
            throw Trouble.notAsPlanned("\(rendition.path) has \(found.count) of \(wanted.count) segments")
        }
        if let place = zip(found, wanted).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
            throw Trouble.notAsPlanned("segment \(place + 1) of \(rendition.path) does not hold the pictures that were encoded")
        }
    }
}
