import KinoraKernel
import KinoraMedia

/// What the numbers of a package's contents must say, according to its plan.
struct PackageShape: Sendable {
    let plan: Plan
    let contents: PackageContents

    func check() throws {
        let (timescale, perFrame) = plan.rate.ticks
        let wanted = plan.segments.map { Int64($0) * perFrame }
        guard contents.video.map(\.name) == plan.rungs.map(\.name), contents.audio.map(\.name) == plan.audio.map(\.name) else {
            throw Trouble.notAsPlanned("a track is missing")
        }
        for (rendition, rung) in zip(contents.video, plan.rungs) {
            guard rendition.track.timescale == timescale, rendition.track.segments.map(\.duration) == wanted else {
                throw Trouble.notAsPlanned("the segments of \(rendition.name) are not those of the plan")
            }
            guard rendition.width == rung.width, rendition.height == rung.height else {
                throw Trouble.notAsPlanned(
                    "\(rendition.name) is \(rendition.width)×\(rendition.height) instead of \(rung.width)×\(rung.height)")
            }
        }
        // Half a second: priming at the start, and the last frames of sound filled up.
        for rendition in contents.audio {
            let length = Double(rendition.track.segments.reduce(0) { $0 + $1.duration }) / Double(rendition.track.timescale)
            guard abs(length - plan.duration) < 0.5 else {
                throw Trouble.notAsPlanned("\(rendition.name) lasts \(length) instead of \(plan.duration) seconds")
            }
        }
        guard abs(Double(contents.duration) / 1000 - plan.duration) < 0.001 else {
            throw Trouble.notAsPlanned("it lasts \(contents.duration) milliseconds instead of \(plan.duration) seconds")
        }
    }
}
