import Foundation

extension Ladder {
    /// Of the bits that H.264 takes for the same picture: 0.72 at VMAF 93.7 in 720p film (x264 `faster`, factor 23; SVT-AV1 1.4, preset 8,
    /// factor 32).
    static let shareInAV1 = 0.72
    /// A rendition whose picture is smaller is for lines on which a third of its few bits is no help.
    static let smallestInAV1 = 360

    /// The AV1 renditions beside those in H.264, the largest first.
    ///
    /// 1. Each has the size of one in H.264, also of one that stays as it is. 2. None is smaller than class 360. 3. None stands beside one
    /// that every line can take anyway. 4. The peak shrinks as the average does.
    package static func inAV1(beside rungs: [Rung]) -> [Rung] {
        rungs.filter { rung in
            let isLarge = PictureSize(width: rung.width, height: rung.height).heightClass >= smallestInAV1
            return isLarge && Double(rung.expectedRate ?? rung.peakRate) > LadderChoice.cheap
        }.map { rung in
            var twin = rung
            twin.name += "-av1"
            twin.coding = .av1
            twin.isCopied = false
            twin.peakRate = Int(Double(rung.peakRate) * shareInAV1)
            twin.expectedRate = rung.expectedRate.map { Int(Double($0) * shareInAV1) }
            return twin
        }
    }
}
