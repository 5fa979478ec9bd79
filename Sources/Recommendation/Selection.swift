/// Finds what divides the greatest of many numbers from the rest (C. A. R. Hoare, Algorithm 65: Find, 1961).
enum Selection {
    /// The least of the `count` greatest; the numbers are put into another order.
    static func greatest(_ count: Int, of numbers: UnsafeMutableBufferPointer<UInt64>) -> UInt64 {
        guard count > 0, count <= numbers.count else { return 0 }
        let wanted = numbers.count - count
        var (low, high) = (0, numbers.count - 1)
        while low < high {
            let pivot = median(numbers[low], numbers[(low + high) / 2], numbers[high])
            var (left, right) = (low, high)
            while left <= right {
                while numbers[left] < pivot { left += 1 }
                while numbers[right] > pivot { right -= 1 }
                if left <= right {
                    numbers.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if wanted <= right {
                high = right
            } else if wanted >= left {
                low = left
            } else {
                break
            }
        }
        return numbers[wanted]
    }

    private static func median(_ one: UInt64, _ two: UInt64, _ three: UInt64) -> UInt64 {
        max(min(one, two), min(max(one, two), three))
    }
}
