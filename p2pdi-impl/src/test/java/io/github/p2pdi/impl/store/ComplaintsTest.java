package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final Complaints complaints = new Complaints();

    @Test
    void aReasonIsNewOnceADocument() {
        assertTrue(complaints.isNew(1, "access is denied"));
        assertFalse(complaints.isNew(1, "access is denied"));
        assertTrue(complaints.isNew(2, "access is denied"));
        assertTrue(complaints.isNew(1, "too many open files"));
    }

    @Test
    void whatIsForgottenIsNew() {
        assertTrue(complaints.isNew(1, "access is denied"));
        complaints.forget(Set.of(1L, 2L));
        assertTrue(complaints.isNew(1, "access is denied"));
    }
}
