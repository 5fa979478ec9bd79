/// How a track's time is mapped to the film's (ISO/IEC 14496-12 8.6.6), as far as writers of plain files use it.
package struct EditList: Hashable, Sendable {
    /// How long nothing is shown first, in ticks of the track.
    package let startDelay: Int64
    /// The media time that is shown first, in ticks of the track: the reorder delay of pictures, the priming of sound.
    package let mediaTime: Int64
    /// False when the timeline is cut into several pieces or does not run at normal speed.
    package let isSimple: Bool

    private static let limit: UInt32 = 10_000

    init(_ elst: Box?, movieTimescale: Int64, timescale: Int64, path: String) throws {
        guard let elst else {
            (startDelay, mediaTime, isSimple) = (0, 0, true)
            return
        }
        var (cursor, version) = try elst.fullCursor()
        let count = try cursor.u32()
        guard count <= Self.limit else { throw MediaFileProblem.damaged(path, "its edit list is too long") }
        var delay: Int64 = 0
        var media: Int64?
        var simple = true
        for _ in 0..<count {
            let duration = version == 1 ? try cursor.offset64() : Int64(try cursor.u32())
            let time = version == 1 ? Int64(bitPattern: try cursor.u64()) : Int64(try cursor.i32())
            simple = try cursor.u32() == 0x0001_0000 && simple
            if time < 0, media == nil {
                guard duration < 1 << 40 else { throw MediaFileProblem.damaged(path, "its edit list is impossible") }
                delay += Ticks.rescale(duration, from: movieTimescale, to: timescale)
            } else if media == nil {
                media = time
            } else {
                simple = false
            }
        }
        guard delay < 1 << 50, media ?? 0 < 1 << 50 else { throw MediaFileProblem.damaged(path, "its edit list is impossible") }
        (startDelay, mediaTime, isSimple) = (delay, media ?? 0, simple)
    }
}
